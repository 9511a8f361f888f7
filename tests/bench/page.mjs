// What a browser fetches for a page: the page, and what it and its style sheets refer to.
import zlib from 'node:zlib';
import { get } from './tools.mjs';

function body(answer) {
  const coding = answer.headers['content-encoding'];
  if (coding === 'br') return zlib.brotliDecompressSync(answer.body).toString();
  if (coding === 'gzip') return zlib.gunzipSync(answer.body).toString();
  return answer.body.toString();
}

function attribute(tag, name) {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

// The references of a page: [{path, kind, blocks}]. A script blocks unless it is a module, deferred or
// async; a style sheet blocks unless it is for print.
function references(html) {
  const found = [];
  for (const [tag] of html.matchAll(/<(link|script|img|source|use|iframe)\b[^>]*>/g)) {
    const rel = attribute(tag, 'rel') ?? '';
    const path = attribute(tag, tag.startsWith('<link') ? 'href' : tag.startsWith('<use') ? 'href' : 'src');
    if (!path || !path.startsWith('/')) continue;
    if (tag.startsWith('<link') && !/stylesheet|icon|preload|modulepreload|manifest/.test(rel)) continue;
    if (/\sloading="lazy"/.test(tag)) continue;
    const script = tag.startsWith('<script');
    found.push({ path: path.replace(/#.*/, ''), kind: script ? 'script' : rel === 'stylesheet' ? 'style' : 'other',
      blocks: script && !/\s(defer|async)\b/.test(tag) && attribute(tag, 'type') !== 'module' });
  }
  return found;
}

// Whether a face's unicode-range holds any of the characters.
function covers(face, characters) {
  const ranges = /unicode-range:\s*([^;}]+)/.exec(face)?.[1];
  if (!ranges) return true;
  return ranges.split(',').some((range) => {
    const [low, high] = range.trim().replace(/^U\+/i, '').split('-');
    const from = parseInt(low.replace(/\?/g, '0'), 16);
    const to = parseInt((high ?? low).replace(/\?/g, 'F'), 16);
    return characters.some((c) => c >= from && c <= to);
  });
}

// What a style sheet loads besides: imports, and each font face that has characters of the page, in its
// first format. A browser fetches only the weights that the page uses, so this is the most it can be.
function styleReferences(css, base, characters) {
  const urls = [...css.matchAll(/@import\s+(?:url\()?["']?([^"')]+)/g)].map((m) => m[1]);
  for (const [face] of css.matchAll(/@font-face\s*{[^}]*}/g)) {
    const first = /url\(["']?([^"')]+)/.exec(face);
    if (first && covers(face, characters)) urls.push(first[1]);
  }
  return urls.filter((u) => !u.startsWith('data:')).map((u) => new URL(u, `http://x${base}`).pathname);
}

// Modules that a script imports by a fixed name are fetched too.
function scriptReferences(text, base) {
  return [...text.matchAll(/\b(?:import|from)\s*["']([^"']+)["']/g)].map((m) => new URL(m[1], `http://x${base}`).pathname);
}

// → {cold, warm, blocking, parts}: bytes with heads as sent to a browser that takes Brotli, with an
// empty cache and with everything cached that may be.
export async function firstView(database, path, bearer) {
  const headers = { accept: 'text/html', 'accept-encoding': 'br, gzip', authorization: `Bearer ${bearer}` };
  const page = await get(database, path, headers);
  if (page.status !== 200) throw new Error(`${path}: ${page.status}`);
  const html = body(page);
  const todo = references(html);
  const visible = html.replace(/<(script|style)\b.*?<\/\1>/gs, '').replace(/<[^>]*>/g, '');
  const characters = [...new Set(visible)].map((c) => c.codePointAt(0)).filter((c) => c > 32);
  const blocking = todo.filter((r) => r.blocks).map((r) => r.path);
  const parts = [{ path, bytes: page.bytes }];
  const seen = new Set();
  let warm = page.bytes;
  for (const { path: asset, kind } of todo) {
    if (seen.has(asset)) continue;
    seen.add(asset);
    const answer = await get(database, asset, { 'accept-encoding': 'br, gzip' });
    if (answer.status !== 200) throw new Error(`${asset}: ${answer.status}`);
    parts.push({ path: asset, bytes: answer.bytes });
    if (!/immutable/.test(answer.headers['cache-control'] ?? '')) warm += answer.bytes;
    const text = kind === 'other' ? '' : body(answer);
    const more = kind === 'style' ? styleReferences(text, asset, characters) : kind === 'script' ? scriptReferences(text, asset) : [];
    for (const next of more) todo.push({ path: next, kind: kind === 'script' ? 'script' : 'other' });
  }
  return { cold: parts.reduce((sum, p) => sum + p.bytes, 0), warm, blocking, parts };
}
