// Compares a reply with what a step expects; returns what differs, in words.
export function pointer(value, path) {
  return path.split('/').slice(1).reduce((at, key) => (at === null || at === undefined ? undefined : at[key]), value);
}

function textMatches(wanted, got) {
  if (wanted === '*') return got !== undefined;
  if (wanted === '!null') return got !== undefined && got !== null;
  if (wanted.startsWith('~')) return new RegExp(wanted.slice(1), 'u').test(String(got));
  return got === wanted;
}

function differences(wanted, got, at) {
  if (typeof wanted === 'string') {
    return textMatches(wanted, got) ? [] : [`${at || '/'}: wanted ${wanted}, got ${JSON.stringify(got)}`];
  }
  if (wanted === null || typeof wanted !== 'object') {
    return wanted === got || (wanted === null && got === undefined) ? []
      : [`${at || '/'}: wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`];
  }
  if (got === null || typeof got !== 'object') return [`${at || '/'}: wanted ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`];
  if (Array.isArray(wanted) && wanted.length === 0 && got.length !== 0) return [`${at}: wanted an empty list, got ${got.length}`];
  return Object.entries(wanted).flatMap(([key, value]) => differences(value, got[key], `${at}/${key}`));
}

export function problems(expect, reply, fill) {
  const out = [];
  const statuses = [expect.status ?? 200].flat();
  if (!statuses.includes(reply.status)) out.push(`status: wanted ${statuses.join(' or ')}, got ${reply.status}`);
  for (const [name, wanted] of Object.entries(fill(expect.headers ?? {}))) {
    const got = reply.headers[name.toLowerCase()];
    if (wanted === null ? got !== undefined : !textMatches(String(wanted), got)) out.push(`header ${name}: wanted ${wanted}, got ${got}`);
  }
  if (expect.body !== undefined) out.push(...differences(fill(expect.body), reply.body, ''));
  for (const path of expect.absent ?? []) {
    const got = pointer(reply.body, path);
    if (got !== undefined && got !== null) out.push(`${path} should not be there`);
  }
  for (const text of fill(expect.text ?? [])) if (!reply.text.includes(text)) out.push(`lacks the text ${text}`);
  for (const text of fill(expect.not_text ?? [])) if (reply.text.includes(text)) out.push(`must not hold the text ${text}`);
  return out;
}
