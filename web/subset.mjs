/* subset.mjs DKFDS WEB OUT: writes OUT/css/dkfds.css, the part of Det Fælles Designsystem that the
 * pages use, and beside it the icons and fonts that this part names. DKFDS is the npm package's dist
 * folder, WEB the project's web folder. A rule is kept when each class in its selector is a word of some
 * template, of the script or of our own style sheet; the whole sheet is 30 kB on the wire and its fonts
 * 60 kB each, the part about a tenth of that. Fonts: IBM Plex Sans, regular and semibold, split by script. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [dkfds, web, out] = process.argv.slice(2);
if (!out) {
    console.error('usage: subset.mjs DKFDS WEB OUT');
    process.exit(2);
}

/* Every word of the sources, so that a class made from parts needs only stand somewhere whole. */
function words_in(folders) {
    const words = new Set();
    for (const folder of folders)
        for (const name of readdirSync(folder))
            if (/\.(html|js|css)$/.test(name))
                for (const word of readFileSync(join(folder, name), 'utf8').match(/[A-Za-z][\w-]*/g) ?? [])
                    words.add(word);
    return words;
}

/* Splits at a separator outside brackets and strings. */
function split(text, separator) {
    const parts = [];
    let depth = 0;
    let from = 0;
    for (let i = 0; i < text.length; i++) {
        if (text[i] === '(' || text[i] === '[') depth++;
        else if (text[i] === ')' || text[i] === ']') depth--;
        else if (text[i] === separator && depth === 0) {
            parts.push(text.slice(from, i));
            from = i + 1;
        }
    }
    parts.push(text.slice(from));
    return parts;
}

/* The rules of a sheet: [{head, body, rules}], rules for at-rules that hold rules. */
function parse(css) {
    let at = 0;
    const block = () => {
        const rules = [];
        while (at < css.length) {
            const end = /[{};]/g;
            end.lastIndex = at;
            const stop = end.exec(css);
            if (!stop || stop[0] === '}') {
                at = stop ? stop.index + 1 : css.length;
                return rules;
            }
            const head = css.slice(at, stop.index).trim();
            at = stop.index + 1;
            if (stop[0] === ';')
                rules.push({ head });
            else if (/^@(media|supports|layer)/.test(head))
                rules.push({ head, rules: block() });
            else
                rules.push({ head, body: body() });
        }
        return rules;
    };
    const body = () => {
        let depth = 1;
        const from = at;
        for (; at < css.length && depth > 0; at++) {
            const c = css[at];
            if (c === '"' || c === "'")
                for (at++; css[at] !== c; at++)
                    if (css[at] === '\\') at++;
            if (c === '(') { /* url(data:…;…) may hold anything but a bracket */
                at = css.indexOf(')', at);
            } else if (c === '{') depth++;
            else if (c === '}') depth--;
        }
        return css.slice(from, at - 1);
    };
    return block();
}

function keep_selector(selector, words) {
    const plain = selector.replace(/:not\([^)]*\)/g, '');
    return (plain.match(/\.[A-Za-z_][\w-]*/g) ?? []).every((name) => words.has(name.slice(1)));
}

function keep(rules, words) {
    const kept = [];
    for (const { head, body, rules: inner } of rules) {
        if (inner) {
            const rest = keep(inner, words);
            if (rest)
                kept.push(`${head}{${rest}}`);
        } else if (body === undefined || /^@(font-face|charset|-ms)/.test(head)) {
            continue;
        } else if (head.startsWith('@')) {
            kept.push(`${head}{${body}}`);
        } else {
            const selectors = split(head, ',').filter((selector) => keep_selector(selector, words));
            if (selectors.length > 0 && body.trim())
                kept.push(`${selectors.join(',')}{${body}}`);
        }
    }
    return kept.join('\n');
}

/* Custom properties that nothing reads any more are most of what is left of :root. */
function drop_unread(css, others) {
    const read = new Set(`${css}${others}`.match(/var\(\s*--[\w-]+/g)?.map((use) => use.replace(/var\(\s*/, '')));
    let before;
    do {
        before = css;
        const now = new Set(css.match(/var\(\s*--[\w-]+/g)?.map((use) => use.replace(/var\(\s*/, '')));
        css = css.replace(/([{;])(--[\w-]+):[^;{}]*(?=[;}])/g, (whole, open, name) =>
            now.has(name) || read.has(name) && others.includes(name) ? whole : open);
        css = css.replace(/([{;]);+/g, '$1');
    } while (css !== before);
    return css;
}

/* The characters of each part of a font, as the font files themselves list them: a page in Danish fetches
 * the first alone, a name with other letters its own part. */
const PARTS = {
    Latin1: 'U+20-7e,U+a0-ff,U+131,U+152-153,U+2c6,U+2da,U+2dc,U+2013-2014,U+2018-201a,U+201c-201e,U+2020-2022,'
        + 'U+2026,U+2030,U+2039-203a,U+2044,U+20ac,U+2122,U+2212,U+fb01-fb02',
    Latin2: 'U+100-101,U+104-130,U+132-151,U+154-17f,U+18f,U+192,U+1a0-1a1,U+1af-1b0,U+1fa-1ff,U+218-21b,U+237,U+259,'
        + 'U+1e80-1e85,U+1e9e,U+20a1,U+20a4,U+20a6,U+20a8-20aa,U+20ad-20ae,U+20b1-20b2,U+20b4-20b5,U+20b8-20ba,'
        + 'U+20bd,U+20bf',
    Latin3: 'U+102-103,U+1cd-1dc,U+1ea0-1ef9,U+20ab',
    Pi: 'U+2032-2033,U+2070,U+2074-2079,U+2080-2089,U+2113,U+2116,U+2126,U+212e,U+2150-215e,U+2190-2199,U+21a9-21ba,'
        + 'U+2202,U+2206,U+220f,U+2211,U+2215,U+221a,U+221e,U+222b,U+2248,U+2260,U+2264-2265,U+25ca,U+2713',
    Greek: 'U+37e,U+386-38a,U+38c,U+38e-3a1,U+3a3-3ce',
    Cyrillic: 'U+400-45f,U+472-473,U+490-4f9',
};
const WEIGHTS = [['Regular', '400'], ['SemiBold', '500 700']];
const face = (name, weight, part) => '@font-face{font-family:IBM Plex Sans;font-style:normal;font-display:swap;'
    + `font-weight:${weight};src:url(../fonts/IBMPlexSans/split/woff2/IBMPlexSans-${name}-${part}.woff2) format("woff2");`
    + `unicode-range:${PARTS[part]}}`;
const faces = WEIGHTS.flatMap(([name, weight]) => Object.keys(PARTS).map((part) => face(name, weight, part)));

const words = words_in([join(web, 'templates'), join(web, 'static')]);
const own = readFileSync(join(web, 'static/samplan.css'), 'utf8');
const whole = readFileSync(join(dkfds, 'css/dkfds.min.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\uFEFF/, '');
const part = drop_unread(keep(parse(whole), words), own);
const css = `/* Part of Det Fælles Designsystem (dkfds), see LICENSE.txt */\n${faces.join('\n')}\n${part}\n`;

const target = join(out, 'css/dkfds.css');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, css);
for (const [, name] of css.matchAll(/url\(["']?\.\.\/([^)"'?#]+)/g)) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    copyFileSync(join(dkfds, name), join(out, name));
}
