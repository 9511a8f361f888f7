// Damaged copies of the rules: reads policies and functions as JSON lines, writes one mutant a line as CSV:
// kind, object, what was done to it, and the damaged text: of a policy its expression, of a function all of it.
//
// Policies come as PostgreSQL writes them down, with parentheses around every operand: each operand of AND becomes true, each
// of OR false, each comparison its opposite, each EXISTS true, each NOT nothing. Functions come as they are written: each
// condition becomes true and false, each comparison its opposite, and the words that choose become those that choose otherwise.
import { readFileSync } from 'node:fs';

const OPPOSITE = { '=': '<>', '<>': '=', '<': '>=', '<=': '>', '>': '<=', '>=': '<', '&&': '@>' };

/** The text with strings and comments blanked out, of the same length. */
function blank(text) {
  return text.replace(/'(?:[^']|'')*'|--[^\n]*/g, (m) => (m[0] === "'" ? "'" + '·'.repeat(m.length - 2) + "'" : ' '.repeat(m.length)));
}

/** Pairs of parentheses, [from, to) of what is between them. */
function groups(plain) {
  const open = [];
  const found = [];
  for (let i = 0; i < plain.length; i++) {
    if (plain[i] === '(') open.push(i);
    if (plain[i] === ')') found.push([open.pop() + 1, i]);
  }
  return found;
}

/** Places of a pattern in plain[from, to) that stand outside inner parentheses: [from, to, match]. */
function flat(plain, from, to, pattern) {
  let depth = 0;
  let text = '';
  for (let i = from; i < to; i++) {
    const inner = depth > 0;
    if (plain[i] === '(') depth++;
    if (plain[i] === ')') depth--;
    text += inner ? '·' : plain[i];
  }
  return [...text.matchAll(pattern)].map((m) => [from + m.index, from + m.index + m[0].length, m]);
}

const cut = (text, from, to, by) => text.slice(0, from) + by + text.slice(to);
const short = (text) => text.replace(/\s+/g, ' ').trim().slice(0, 160);

/** A list of words, each left out in turn: ARRAY['a'::text, 'b'::text] or ('a', 'b'). */
function* lists(text, from, to) {
  for (const list of text.slice(from, to).matchAll(/(?<=ARRAY\[|IN \()\s*('[a-z-]+'(::text)?\s*,\s*)+'[a-z-]+'(::text)?(?=[\])])/g)) {
    const parts = list[0].split(/\s*,\s*/);
    for (const [i, part] of parts.entries()) {
      yield [`${short(text.slice(Math.max(from, from + list.index - 40), from + list.index))}…: without ${part.trim()}`,
        cut(text, from + list.index, from + list.index + list[0].length, parts.filter((_, j) => j !== i).join(', '))];
    }
  }
}

function* policyMutants(text) {
  const plain = blank(text);
  if (text.trim() !== 'true') yield ['the whole → true', 'true'];
  for (const [from, to] of groups(plain)) {
    const words = flat(plain, from, to, /\s(AND|OR)\s/g);
    if (words.length > 0) {
      const bounds = [from, ...words.flatMap(([a, b]) => [a, b]), to];
      for (let i = 0; i < bounds.length; i += 2) {
        const by = words[0][2][1] === 'AND' ? 'true' : 'false';
        if (text.slice(bounds[i], bounds[i + 1]).trim() === by) continue;
        yield [`${short(text.slice(bounds[i], bounds[i + 1]))} → ${by}`, cut(text, bounds[i], bounds[i + 1], ` ${by} `)];
      }
      continue;
    }
    if (/^\s*SELECT\b/.test(plain.slice(from, to))) continue;
    if (/^\s*EXISTS\b/.test(plain.slice(from, to))) {
      yield [`${short(text.slice(from, to))} → true`, cut(text, from, to, 'true')];
      continue;
    }
    for (const [a, b, m] of flat(plain, from, to, /\s(=|<>) (ANY|ALL)\b/g)) {
      yield [`${short(text.slice(from, to))}: ${m[0].trim()} negated`, cut(text, a, b, m[1] === '=' ? ' <> ALL' : ' = ANY')];
    }
    for (const [a, b, m] of flat(plain, from, to, /\s(=|<>|<=|>=|<|>|&&)\s(?!ANY|ALL)/g)) {
      yield [`${short(text.slice(from, to))}: ${m[1]} → ${OPPOSITE[m[1]]}`, cut(text, a, b, ` ${OPPOSITE[m[1]]} `)];
    }
    for (const word of lists(text, from, to)) yield word;
    for (const [a, b, m] of flat(plain, from, to, /\sIS (NOT )?NULL\b/g)) {
      yield [`${short(text.slice(from, to))} negated`, cut(text, a, b, m[1] ? ' IS NULL' : ' IS NOT NULL')];
    }
    for (const [a, b, m] of flat(plain, from, to, /\sIS (NOT )?DISTINCT FROM\b/g)) {
      yield [`${short(text.slice(from, to))} negated`, cut(text, a, b, m[1] ? ' IS DISTINCT FROM' : ' IS NOT DISTINCT FROM')];
    }
    for (const [a, b] of flat(plain, from, to, /^\s*NOT\b/g)) {
      yield [`${short(text.slice(from, to))} without NOT`, cut(text, a, b, ' ')];
    }
  }
}

const CONDITION = /\b(WHERE|AND|OR|ON|WHEN|IF|ELSIF)\s+(?!CONFLICT\b)/g;
const STOP = /\b(AND|OR|THEN|GROUP|ORDER|LIMIT|UNION|CROSS|LEFT|JOIN|LOOP|RETURNING|WHERE|ELSE|END)\b|[;,)]/g;
const WORDS = [[/\bleast\(/g, 'greatest('], [/\bgreatest\(/g, 'least('], [/\bIS NULL\b/g, 'IS NOT NULL'], [/\bIS NOT NULL\b/g, 'IS NULL'],
  [/\bIS DISTINCT FROM\b/g, 'IS NOT DISTINCT FROM'], [/\bIS NOT DISTINCT FROM\b/g, 'IS DISTINCT FROM'],
  [/\bNOT EXISTS\b/g, 'EXISTS'], [/\bNOT IN\b/g, 'IN'], [/\bNOT (?!EXISTS|NULL|IN\b)/g, ''], [/(?<!NOT )\bIN \(/g, 'NOT IN ('], [/ & ~/g, ' | '],
  [/ \+ 1\b/g, ' + 0'], [/(?<!<|>|!)= ANY\b/g, '<> ALL'], [/<> ALL\b/g, '= ANY']];

function* functionMutants(text) {
  const plain = blank(text);
  for (const m of plain.matchAll(CONDITION)) {
    const from = m.index + m[0].length;
    // to the end of the operand: outside parentheses and CASE
    const end = flat(plain, from, plain.length, STOP).find(([a]) => (plain.slice(from, a).match(/\bCASE\b/g) ?? []).length
      <= (plain.slice(from, a).match(/\bEND\b/g) ?? []).length);
    let to = end ? end[0] : plain.length;
    // a closing parenthesis that was opened before the operand ends it too
    let depth = 0;
    for (let i = from; i < to; i++) {
      if (plain[i] === '(') depth++;
      if (plain[i] === ')' && --depth < 0) { to = i; break; }
    }
    if (to <= from || !plain.slice(from, to).trim()) continue;
    for (const by of ['true', 'false']) {
      yield [`${m[1]} ${short(text.slice(from, to))} → ${by}`, cut(text, from, to, `${by} `)];
    }
  }
  for (const m of plain.matchAll(/\s(=|<>|<=|>=|<|>)\s(?!ANY|ALL)/g)) {
    yield [`…${short(text.slice(Math.max(0, m.index - 40), m.index + 40))}…: ${m[1]} → ${OPPOSITE[m[1]]}`,
      cut(text, m.index, m.index + m[0].length, ` ${OPPOSITE[m[1]]} `)];
  }
  for (const word of lists(text, 0, text.length)) yield word;
  for (const [pattern, by] of WORDS) {
    for (const m of plain.matchAll(pattern)) {
      yield [`…${short(text.slice(Math.max(0, m.index - 40), m.index + 40))}…: ${m[0].trim()} → ${by || 'nothing'}`,
        cut(text, m.index, m.index + m[0].length, by)];
    }
  }
}

const csv = (fields) => fields.map((f) => `"${String(f).replaceAll('"', '""')}"`).join(',');
const seen = new Set();
function put(kind, object, what, sql) {
  const key = `${object}\n${sql}`;
  if (!seen.has(key)) console.log(csv([kind, object, what, sql]));
  seen.add(key);
}
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const o = JSON.parse(line);
  if (o.kind === 'policy') {
    for (const [what, mutant] of policyMutants(o.text)) put('policy', o.name, what, mutant);
  } else {
    // only the body: the head declares, it decides nothing
    const at = o.text.indexOf(o.body);
    for (const [what, body] of functionMutants(o.body)) put('function', o.name, what, o.text.slice(0, at) + body + o.text.slice(at + o.body.length));
  }
}
