// What the measurements are made with: psql, pgbench, the load client, the server's own figures.
import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { promisify } from 'node:util';

const run = promisify(execFile);
const env = process.env;
export const quick = env.BENCH_QUICK !== '';
export const sizes = { small: Number(env.BENCH_SMALL), large: Number(env.BENCH_LARGE) };
export const pids = { small: env.BENCH_SMALL_PID, large: env.BENCH_LARGE_PID };
export const socketOf = (database) => `${env.BENCH_RUN_DIR}/${database}.sock`;
export const streamSocketOf = (database) => `${env.BENCH_RUN_DIR}/${database}-stream.sock`;

// Rows of a query as arrays of text; of several statements, each a transaction on the same connection.
export async function sql(database, ...texts) {
  const { stdout } = await run(`${env.BENCH_PGBIN}/psql`,
    ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-h', env.BENCH_RUN_DIR, '-U', 'postgres',
      '-d', database, ...texts.flatMap((text) => ['-c', text])], { maxBuffer: 1 << 28, cwd: '/' });
  return stdout.split('\n').filter((l) => l !== '').map((l) => l.split('\t'));
}

// Writes a file that the programs read, and returns its path.
export function file(name, text) {
  const path = `${env.BENCH_TMP}/${name}`;
  writeFileSync(path, text);
  return path;
}

// pgbench over a script that holds `perScript` requests; returns requests a second.
export async function pgbench(database, user, script, perScript, { clients, seconds }) {
  const { stdout, stderr } = await run(`${env.BENCH_PGBIN}/pgbench`,
    ['-n', '-M', 'prepared', '-c', String(clients), '-j', '1', '-T', String(Math.ceil(seconds)), '-f', script,
      '-h', env.BENCH_RUN_DIR, '-U', user, database], { cwd: '/', maxBuffer: 1 << 24 });
  const tps = /^tps = ([0-9.]+)/m.exec(stdout);
  if (!tps || /aborted|ERROR/.test(stderr)) throw new Error(`pgbench: ${stderr || stdout}`);
  return Number(tps[1]) * perScript;
}

// The load client; returns its figures and the CPU that the server used for each request.
export async function load(database, targets, { connections, seconds, accept, encoding, seed = 1, wrong = 0 }) {
  const before = cpuSeconds(pids[database]);
  const args = ['--socket', socketOf(database), '--targets', targets, '--connections', String(connections),
    '--seconds', String(seconds), '--seed', String(seed)];
  if (accept) args.push('--accept', accept);
  if (encoding) args.push('--encoding', encoding);
  const { stdout } = await run(env.BENCH_LOAD, args);
  const figures = JSON.parse(stdout);
  if (figures.wrong > wrong) throw new Error(`${figures.wrong} answers were wrong, the first with ${figures.wrong_status}`);
  figures.cpu_us = (cpuSeconds(pids[database]) - before) * 1e6 / figures.requests;
  return figures;
}

// Connections that stay open; returns a function that lets them go and tells how many were still open.
export function hold(socket, targets, connections, accept) {
  const args = ['--hold', '--socket', socket, '--targets', targets, '--connections', String(connections)];
  if (accept) args.push('--accept', accept);
  const child = spawn(env.BENCH_LOAD, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    let text = '';
    const ended = new Promise((done) => { child.on('close', done); });
    child.on('error', reject);
    child.on('close', () => reject(new Error(`held connections ended early: ${text}`)));
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const held = /^held (\d+) wrong (\d+) status (\d+)$/m.exec(text);
      if (!held) return;
      if (held[2] !== '0') reject(new Error(`${held[2]} held connections were refused with ${held[3]}`));
      resolve(async () => {
        child.stdin.end();
        await ended;
        return Number(/^open (\d+)$/m.exec(text)[1]);
      });
    });
  });
}

// User and system time of a process so far.
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

// Resident memory of a process, MB.
export function memory(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

// One GET; returns {status, headers, body, bytes}: the bytes of head and body as they came.
export function get(database, path, headers) {
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath: socketOf(database), path, agent: false,
      headers: { host: '127.0.0.1:1', connection: 'close', ...headers } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers,
        body: Buffer.concat(parts), bytes: request.socket?.bytesRead ?? answer.socket.bytesRead }));
    });
    request.on('error', reject);
    request.end();
  });
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)];
}

export const sleep = (ms) => new Promise((done) => { setTimeout(done, ms); });
