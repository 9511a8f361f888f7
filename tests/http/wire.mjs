// What no HTTP client would send: raw bytes to the server's socket, slow requests, and event streams on
// the second one. Each case is reported as a test of its own.
import net from 'node:net';

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Sends bytes, reads until the server closes or quietMs have passed without a byte.
function send(socket, bytes, quietMs = 1500) {
  return new Promise((resolve) => {
    const connection = net.connect(socket);
    const chunks = [];
    connection.setTimeout(quietMs, () => connection.destroy());
    connection.on('data', (chunk) => chunks.push(chunk));
    connection.on('error', () => {});
    connection.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    connection.write(Buffer.from(bytes, 'latin1'));
  });
}

const statusOf = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d{3})/)?.[1] ?? 0);

// [name, bytes after which the connection is closed, expected status or statuses (0: closed unanswered)]
function cases(host) {
  const good = `Host: ${host}\r\nConnection: close\r\n`;
  const get = (head) => `GET /health HTTP/1.1\r\n${good}${head}\r\n`;
  const line = (first) => `${first}\r\n${good}\r\n`;
  const post = (head, body = 'a=b') => `POST /login HTTP/1.1\r\n${good}${head}\r\n${body}`;
  return [
    ['a plain request', get(''), 200],
    ['HTTP/1.0', line('GET /health HTTP/1.0'), 200],
    ['no Host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['two Hosts', get(`Host: ${host}\r\n`), 400],
    ['a foreign Host', 'GET /health HTTP/1.1\r\nHost: evil\r\nConnection: close\r\n\r\n', 421],
    ['chunks', post('Transfer-Encoding: chunked\r\n', '0\r\n\r\n'), 501],
    ['chunks and a length', post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), 501],
    ['two lengths', post('Content-Length: 3\r\nContent-Length: 3\r\n'), 400],
    ['a signed length', post('Content-Length: +3\r\n'), 400],
    ['a list of lengths', post('Content-Length: 3, 3\r\n'), 400],
    ['a length beyond any number', post('Content-Length: 99999999999999999999\r\n'), [400, 413]],
    ['a length beyond the limit', post('Content-Length: 99999999\r\n'), 413],
    ['a body on a GET', `GET /health HTTP/1.1\r\n${good}Content-Length: 3\r\n\r\na=b`, 413],
    ['an unknown method', line('BREW /health HTTP/1.1'), 501],
    ['TRACE', line('TRACE /health HTTP/1.1'), 501],
    ['a method that the address has not', line('DELETE /health HTTP/1.1'), 405],
    ['a NUL in the path', line('GET /hea\0lth HTTP/1.1'), 400],
    ['a NUL in a header', get('X: a\0b\r\n'), 400],
    ['an escaped NUL', line('GET /health%00 HTTP/1.1'), 400],
    ['an escaped climb', line('GET /static/%2e%2e/x HTTP/1.1'), 400],
    ['an empty segment', line('GET //health HTTP/1.1'), 400],
    ['bad UTF-8', line('GET /%ff HTTP/1.1'), 400],
    ['raw bytes in the path', line('GET /\xc3\xa6 HTTP/1.1'), 400],
    ['an absolute target', line(`GET http://${host}/health HTTP/1.1`), 400],
    ['another version', line('GET /health HTTP/2.0'), [400, 505]],
    ['a space in the target', line('GET /health x HTTP/1.1'), 400],
    ['a folded header', get('X: a\r\n b\r\n'), 400],
    ['a line without colon', get('Xa\r\n'), 400],
    ['white space before the colon', get('X : a\r\n'), 400],
    ['a bare carriage return', get('X: a\rY: b\r\n'), 400],
    ['65 headers', get('X: a\r\n'.repeat(63)), 431],
    ['a large header', get(`X: ${'a'.repeat(9000)}\r\n`), 431],
    ['a huge header', get(`X: ${'a'.repeat(70000)}\r\n`), [413, 431, 0]],
    ['a long target', line(`GET /${'a'.repeat(2000)} HTTP/1.1`), 414],
    ['two Authorizations', get('Authorization: a\r\nAuthorization: b\r\n'), 400],
    ['rubbish', Array.from({ length: 512 }, (_, i) => String.fromCharCode((i * 7) % 256)).join('') + '\r\n\r\n', [400, 501, 0]],
  ];
}

async function heads(report, { socket, host }) {
  for (const [name, bytes, wanted] of cases(host)) {
    const answer = await send(socket, bytes);
    const status = statusOf(answer);
    report([wanted].flat().includes(status), `wire: ${name}`, [`gave ${status}: ${answer.slice(0, 200)}`]);
  }
  const plain = `GET /health HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  const last = `GET /health HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
  const two = await send(socket, plain + last);
  report(two.split('HTTP/1.1 200').length === 3, 'wire: two requests in one write get two answers');
  const smuggled = await send(socket, `POST /login HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${last}`);
  report(smuggled.split('HTTP/1.1').length === 2, 'wire: nothing is read behind a refused head', [smuggled.slice(0, 300)]);
}

// A connection that sends a byte now and then; how long it was let live, and what it was told.
async function slow(socket, start) {
  const begun = Date.now();
  const connection = net.connect(socket);
  let told = '';
  let open = true;
  connection.on('data', (chunk) => { told += chunk; });
  connection.on('error', () => {});
  connection.on('close', () => { open = false; });
  connection.write(start);
  while (open && Date.now() - begun < 45000) {
    await wait(500);
    if (open) connection.write('a');
  }
  connection.destroy();
  return { seconds: (Date.now() - begun) / 1000, told, ended: !open };
}

async function slowness(report, { socket, host }) {
  const [head, body] = await Promise.all([
    slow(socket, `GET /health HTTP/1.1\r\nHost: ${host}\r\nX: `),
    slow(socket, `POST /login HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\n`),
  ]);
  report(head.ended && statusOf(head.told) === 408, 'wire: a head that never ends is ended', [JSON.stringify(head)]);
  report(body.ended && statusOf(body.told) === 408, 'wire: a body that never ends is ended', [JSON.stringify(body)]);
}

// Opens a stream and collects what comes.
function stream(socket, host, query, token) {
  const connection = net.connect(socket);
  const state = { text: '', open: true, close: () => connection.destroy() };
  connection.on('data', (chunk) => { state.text += chunk; });
  connection.on('error', () => {});
  connection.on('close', () => { state.open = false; });
  const authorization = token ? `Authorization: Bearer ${token}\r\n` : '';
  connection.write(`GET /events${query} HTTP/1.1\r\nHost: ${host}\r\n${authorization}\r\n`);
  return state;
}

async function until(holds, ms = 8000) {
  const end = Date.now() + ms;
  while (!holds() && Date.now() < end) await wait(50);
  return holds();
}

async function streams(report, { streamSocket, host, client, plan }) {
  const token = await client.token('koordinator', true);
  for (const [name, query, who, wanted] of [
    ['without a session', `?plan_id=${plan}`, null, 401],
    ['of a plan that is not there', '?plan_id=00000000-0000-4000-8000-000000000000', token, 404],
    ['of a plan that is not theirs', `?plan_id=${plan}`, await client.token('fremmed'), 404],
    ['of something else', '?plan=1', token, 400],
  ]) {
    const refused = stream(streamSocket, host, query, who);
    await until(() => statusOf(refused.text) !== 0);
    report(statusOf(refused.text) === wanted, `stream: ${name}`, [refused.text.slice(0, 200)]);
    refused.close();
  }
  const live = stream(streamSocket, host, `?plan_id=${plan}`, token);
  report(await until(() => live.text.includes('event: open')), 'stream: opens', [live.text.slice(0, 300)]);
  await change(client, plan);
  report(await until(() => live.text.includes('event: changed')), 'stream: tells of a change', [live.text]);
  report(!/Maja|title|summary/.test(live.text.slice(live.text.indexOf('event: changed'))), 'stream: tells ids only', [live.text]);
  await client.raw('POST', '/logout', { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${token}` }, '{}');
  await change(client, plan);
  report(await until(() => !live.open), 'stream: ends at the next event after the session');
  live.close();
}

// Somebody else writes the citizen's words, which is a change of the plan.
async function change(client, plan) {
  const headers = { accept: 'application/json', 'content-type': 'application/json', authorization: `Bearer ${await client.token('borger')}` };
  const page = await client.raw('GET', `/plans/${plan}/words/edit`, headers);
  const words = { text: `Jeg vil gerne hjem. ${Date.now()}`, _version: page.body?.version };
  const reply = await client.raw('POST', `/plans/${plan}/words`, headers, JSON.stringify(words));
  if (reply.status >= 300) throw new Error(`words: ${reply.status} ${reply.text.slice(0, 300)}`);
}

export async function wire(report, given) {
  await Promise.all([heads(report, given), slowness(report, given), streams(report, given).catch((error) => report(false, 'stream: runs', [error.message]))]);
}
