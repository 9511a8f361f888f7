/* What must hold for every page: valid HTML, no accessibility violation, no sideways scrolling. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { overflow } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/* Off: how the source is written, and two rules that hold against what we do on purpose: role=list (Safari
 * forgets that a list without bullets is one) and telephone numbers (kept together by the style sheet). */
const validator = new HtmlValidate({
    extends: ['html-validate:recommended'],
    rules: {
        'no-trailing-whitespace': 'off', 'no-redundant-role': 'off', 'tel-non-breaking': 'off', 'long-title': 'off',
        'void-style': 'off', 'attribute-boolean-style': 'off', 'no-inline-style': 'error', 'prefer-native-element': 'off',
        'wcag/h63': 'off', 'form-dup-name': 'off',
    },
});

export async function html_faults(html) {
    const report = await validator.validateString(html);
    return report.results.flatMap((result) => result.messages)
        .map(({ line, column, message, ruleId }) => `${line}:${column} ${message} (${ruleId})`);
}

/* The page must be open with inspect: true. */
export async function axe_faults(page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'],
    }));
    return violations.flatMap(({ id, nodes }) =>
        nodes.slice(0, 4).map((node) => `${id}: ${node.target} ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 200)}`));
}

/* One h1, a title, each id once, each reference to an id met, a name for the language. */
export async function structure_faults(page) {
    return page.evaluate(() => {
        const faults = [];
        const n_h1 = document.querySelectorAll('h1').length;
        if (n_h1 !== 1)
            faults.push(`${n_h1} h1 elements`);
        if (!/\S.* – Samplan$/.test(document.title))
            faults.push(`title "${document.title}"`);
        for (const element of document.querySelectorAll('[aria-describedby], [aria-labelledby], label[for]'))
            for (const name of ['aria-describedby', 'aria-labelledby', 'for'])
                for (const id of (element.getAttribute(name) ?? '').split(/\s+/).filter(Boolean))
                    if (!document.getElementById(id))
                        faults.push(`${name}="${id}" leads nowhere`);
        for (const form of document.forms) {
            const names = [...form.elements].filter((field) => field.name && !/radio|checkbox|hidden|submit/.test(field.type))
                .map((field) => field.name);
            for (const name of names.filter((name, i) => names.indexOf(name) !== i))
                faults.push(`two fields named ${name} in one form`);
        }
        if (document.body.innerText.match(/\{\{|\bundefined\b|\[object |\bnull\b/))
            faults.push('a raw value is shown');
        if (document.body.innerText.replaceAll('010190-1234', '').match(/\b(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d-?\d{4}\b/))
            faults.push('something like a whole CPR number is shown');
        return faults;
    });
}

/* An icon that is named but not in the sprite leaves a hole. */
export async function icon_faults(page, known) {
    const used = await page.$$eval('use', (uses) => uses.map((use) => (use.getAttribute('href') ?? '').split('#')[1]));
    return [...new Set(used)].filter((name) => !known.has(name)).map((name) => `no icon ${name}`);
}

export async function width_faults(page) {
    const wider = await overflow(page);
    return wider > 0 ? [`${wider} px wider than the window`] : [];
}
