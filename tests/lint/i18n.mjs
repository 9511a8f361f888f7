// The translations of web/i18n have the same keys, and no value is empty.
import { readdirSync, readFileSync } from 'node:fs';

const dir = new URL('../../web/i18n/', import.meta.url);
const keysOf = (value, path, out) => {
  if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) keysOf(inner, path ? `${path}.${key}` : key, out);
  } else if (typeof value === 'string' && value.trim() !== '') {
    out.add(path);
  } else {
    console.log(`${path}: not a text`);
    process.exitCode = 1;
  }
  return out;
};

const files = readdirSync(dir).filter((name) => name.endsWith('.json'));
const sets = new Map(
  files.map((name) => [name, keysOf(JSON.parse(readFileSync(new URL(name, dir), 'utf8')), '', new Set())]),
);
for (const [name, keys] of sets) {
  for (const [other, others] of sets) {
    for (const key of others) {
      if (!keys.has(key)) {
        console.log(`${name} lacks ${key} (${other} has it)`);
        process.exitCode = 1;
      }
    }
  }
}
console.log(`${files.length} languages, ${[...sets.values()][0]?.size ?? 0} texts`);
