/* subset.mjs DKFDS WEB OUT: writes OUT/css/dkfds.css, the part of Det Fælles Designsystem that the
 * pages use, and beside it the icons and fonts that this part names. DKFDS is the npm package's dist
 * folder, WEB the project's web folder. A rule is kept when each class in its selector is a word of some
 * template, of the script or of our own style sheet; the whole sheet is 30 kB on the wire and its fonts
 * 60 kB each, the part about half a tenth of that. Fonts: IBM Plex Sans, Latin, regular and semibold. */
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

const FACES = [['Regular', '400'], ['SemiBold', '500 700']];
const face = ([name, weight]) => '@font-face{font-family:IBM Plex Sans;font-style:normal;font-display:swap;'
    + `font-weight:${weight};src:url(../fonts/IBMPlexSans/split/woff2/IBMPlexSans-${name}-Latin1.woff2) format("woff2")}`;

const words = words_in([join(web, 'templates'), join(web, 'static')]);
const own = readFileSync(join(web, 'static/samplan.css'), 'utf8');
const whole = readFileSync(join(dkfds, 'css/dkfds.min.css'), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\uFEFF/, '');
const part = drop_unread(keep(parse(whole), words), own);
const css = `/* Part of Det Fælles Designsystem (dkfds), see LICENSE.txt */\n${FACES.map(face).join('\n')}\n${part}\n`;

const target = join(out, 'css/dkfds.css');
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, css);
for (const [, name] of css.matchAll(/url\(["']?\.\.\/([^)"'?#]+)/g)) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    copyFileSync(join(dkfds, name), join(out, name));
}
