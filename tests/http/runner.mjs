// Runs scenarios/*.json against the server on TEST_SOCKET; see README.md for the format.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { Client } from './client.mjs';
import { problems, pointer } from './match.mjs';
import { Coverage } from './coverage.mjs';
import { wire } from './wire.mjs';

const here = new URL('.', import.meta.url).pathname;
const only = process.argv.slice(2);
const client = new Client({
  socket: process.env.TEST_SOCKET,
  host: process.env.TEST_HOST ?? 'localhost:1',
  origin: process.env.TEST_PUBLIC_ORIGIN ?? 'http://localhost:1',
  password: process.env.DEMO_PASSWORD,
});
let passed = 0;
let failed = 0;

function report(ok, text, details = []) {
  if (ok) passed++; else failed++;
  console.log(`${ok ? 'ok' : 'not ok'} ${text}`);
  for (const line of details) console.log(`#   ${line}`);
}

async function runFile(name, coverage) {
  const file = JSON.parse(readFileSync(`${here}scenarios/${name}`, 'utf8'));
  for (const scenario of Array.isArray(file) ? file : [file]) {
    const known = client.known(JSON.parse(process.env.TEST_IDS));
    for (const [i, step] of scenario.steps.entries()) {
      const title = `${name}: ${scenario.name}, ${i + 1} ${step.name ?? ''}`;
      let reply;
      try {
        if (step.sql) {
          inDatabase(client.fill(step.sql, known));
          continue;
        }
        reply = await client.send(step, known);
      } catch (error) {
        report(false, title, [error.message]);
        break;
      }
      const wrong = problems(step.expect ?? {}, reply, (text) => client.fill(text, known));
      wrong.push(...coverage.note(reply));
      report(wrong.length === 0, title, wrong.length === 0 ? [] : [
        `${reply.method} ${reply.path} as ${step.as ?? 'nobody'} gave ${reply.status}`, ...wrong,
        reply.text.slice(0, 600)]);
      if (wrong.length > 0) break;
      for (const [key, from] of Object.entries(step.save ?? {})) known[key] = saved(from, reply);
    }
  }
}

// What no request can do: let time pass, change a rule.
function inDatabase(sql) {
  execFileSync(`${process.env.TEST_PGBIN}/psql`, ['-X', '-q', '-v', 'ON_ERROR_STOP=1', process.env.TEST_DATABASE, '-c', sql], { stdio: 'pipe' });
}

function saved(from, reply) {
  if (from.startsWith('header:')) return reply.headers[from.slice(7)];
  if (from.startsWith('location:')) return (reply.headers.location ?? '').split(/[/?]/)[Number(from.slice(9)) + 1];
  return pointer(reply.body, from);
}

const coverage = new Coverage(await client.get('/openapi.json'));
for (const name of readdirSync(`${here}scenarios`).filter((n) => n.endsWith('.json')).sort()) {
  if (only.length === 0 || only.some((word) => name.includes(word))) await runFile(name, coverage);
}
if (only.length === 0 || only.includes('wire')) {
  await wire(report, { socket: process.env.TEST_SOCKET, streamSocket: process.env.TEST_STREAM_SOCKET, host: client.host, client,
    plan: JSON.parse(process.env.TEST_IDS).plan.maja });
}
if (only.length === 0) for (const [ok, text] of coverage.results()) report(ok, text);
console.log(`SUITE ${process.env.TEST_SUITE ?? 'http'}: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
