/* sharing.mjs POLICY LABELS ENGLISH OUT: turns the decision table (tests/access/policy.csv, described in the README beside
 * it) into OUT, the data of the page "Sådan deler Samplan": {"da": {…}, "en": {…}}, each with
 *
 *   matrix_list   a row a section class: {"section_code","cells_list": [{"sharing_reader_code","sharing_cell_code"}]}: the
 *                 table's own answer to "may she read it", the first row that fits deciding, as the tests do
 *   may_list, may_not_list   the rows in words: {"nr","who","what","when","does","why","why_lang"}
 *
 * ENGLISH is a CSV of the English words (columns da, en); what it lacks is shown in Danish and marked so. */
import { readFileSync, writeFileSync } from 'node:fs';

const [policyPath, labelsPath, englishPath, out] = process.argv.slice(2);
if (!out) {
    console.error('usage: sharing.mjs POLICY LABELS ENGLISH OUT');
    process.exit(2);
}

/* RFC 4180: rows of objects by the header's names. */
function csv(path) {
    const text = readFileSync(path, 'utf8');
    const rows = [[]];
    let field = '', quoted = false;
    for (let i = 0; i < text.length; i++) {
        const c = text[i];
        if (quoted && c === '"' && text[i + 1] === '"') field += text[++i];
        else if (c === '"') quoted = !quoted;
        else if (!quoted && (c === ',' || c === '\n')) {
            rows.at(-1).push(field);
            field = '';
            if (c === '\n') rows.push([]);
        } else if (c !== '\r') field += c;
    }
    if (field !== '' || rows.at(-1).length > 0) rows.at(-1).push(field);
    const [header, ...body] = rows.filter((r) => r.length > 1);
    return body.map((r) => Object.fromEntries(header.map((name, i) => [name, r[i] ?? ''])));
}

const policy = csv(policyPath);
const labels = csv(labelsPath);
const english = new Map(csv(englishPath).map((r) => [r.da, r.en]));
const QUESTION = ['role', 'relation', 'organisation', 'class', 'consent', 'plan', 'break_glass', 'action', 'assurance'];

const fits = (cell, value) => cell === '*' || cell.split('|').includes(value);
const answer = (question) => policy.find((row) => QUESTION.every((name) => fits(row[name], question[name])))?.answer ?? 'absent';

const READERS = {
    citizen: { role: 'citizen', relation: 'self' },
    coordinator: { role: 'caseworker', relation: 'coordinator' },
    team: { role: 'caseworker', relation: 'team' },
    owner: { role: 'caseworker', relation: 'team', organisation: 'own' },
    former: { role: 'caseworker', relation: 'former' },
    other: { role: 'caseworker', relation: 'none' },
    relative: { role: 'relative', relation: 'none' },
    volunteer: { role: 'volunteer', relation: 'performer' },
    manager: { role: 'manager', relation: 'none' },
};

/* In a word: whether she reads the class always, unless, only if. */
function cell(reader, section) {
    const may = (more) => answer({ organisation: 'other', class: section, consent: 'none', plan: 'open', break_glass: 'none', action: 'read', assurance: '2', ...reader, ...more }) === 'permit';
    if (may({})) return may({ consent: 'objection' }) ? 'always' : 'unless-no';
    const emergency = may({ break_glass: 'running' });
    if (may({ consent: 'permit' })) return emergency ? 'consent-or-emergency' : 'consent';
    return emergency ? 'emergency' : 'no';
}

const sections = labels.filter((l) => l.column === 'class').map((l) => l.code);
const matrix = sections.map((section) => ({
    section_code: section,
    cells_list: Object.keys(READERS).map((reader) => ({ sharing_reader_code: reader, sharing_cell_code: cell(READERS[reader], section) })),
}));

function words(lang) {
    const say = (da) => (lang === 'da' ? da : english.get(da) ?? da);
    const label = (column, value) => {
        if (value === '*') return null;
        return value.split('|').map((code) => say(labels.find((l) => l.column === column && l.code === code)?.name_da ?? code)).join(', ');
    };
    const joined = (...texts) => texts.filter((t) => t !== null).join('. ') || null;
    const said = new Set();
    const row = (r) => ({
        nr: Number(r.nr),
        who: joined(label('role', r.role), label('relation', r.relation), label('organisation', r.organisation)),
        what: label('class', r.class),
        when: joined(label('plan', r.plan), label('consent', r.consent), label('break_glass', r.break_glass)),
        does: label('action', r.action),
        why: say(r.why),
        why_lang: lang === 'en' && !english.has(r.why) ? 'da' : lang,
    });
    return {
        matrix_list: matrix,
        may_list: policy.filter((r) => r.answer === 'permit').map(row),
        may_not_list: policy.filter((r) => r.answer !== 'permit' && !said.has(r.why) && said.add(r.why)).map(row),
    };
}

writeFileSync(out, JSON.stringify({ da: words('da'), en: words('en') }) + '\n');
