// One HTTP client for the scenarios: signs demo accounts in, fills {{names}}, keeps cookies and tokens.
import http from 'node:http';
import { createHmac, randomUUID } from 'node:crypto';
import { Authenticator } from './authenticator.mjs';

export class Client {
  constructor({ socket, host, origin, password }) {
    Object.assign(this, { socket, host, password });
    this.tokens = new Map();
    this.authenticator = new Authenticator(origin ?? `http://${host}`);
    this.jars = new Map();
    this.pages = new Map();
  }

  known(ids) {
    const known = {};
    for (const [group, values] of Object.entries(ids)) {
      for (const [name, value] of Object.entries(values ?? {})) known[`${group}.${name}`] = value;
    }
    return known;
  }

  // Replaces {{name}} in texts, arrays and objects; an unknown name is an error.
  fill(value, known) {
    if (Array.isArray(value)) return value.map((v) => this.fill(v, known));
    if (value !== null && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [this.fill(k, known), this.fill(v, known)]));
    }
    if (typeof value !== 'string') return value;
    const whole = value.match(/^\{\{([^}]+)\}\}$/);
    if (whole) return this.lookup(whole[1], known);
    return value.replace(/\{\{([^}]+)\}\}/g, (_, name) => this.lookup(name, known));
  }

  lookup(name, known) {
    if (name === 'uuid') return randomUUID();
    const day = name.match(/^today([+-]\d+)?$/);
    if (day) {
      const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Copenhagen' });
      return parts.format(new Date(Date.now() + Number(day[1] ?? 0) * 86400000));
    }
    const passkey = name.match(/^passkey:(make|sign):(\w+)(?::(\w+))?$/);
    if (passkey) return this.authenticator[passkey[1]](this.lookup(passkey[2], known), passkey[3]);
    const code = name.match(/^totp:(\w+)([+-]1)?(?:=(\w+))?$/);
    if (code) {
      const made = () => totp(this.lookup(code[1], known), Number(code[2] ?? 0));
      return code[3] ? known[`code ${code[3]}`] ??= made() : made();
    }
    if (known[name] === undefined) throw new Error(`unknown name {{${name}}}`);
    return known[name];
  }

  raw(method, path, given, body) {
    const headers = body === undefined ? given : { 'content-length': Buffer.byteLength(body), ...given };
    return new Promise((resolve, reject) => {
      const request = http.request({ socketPath: this.socket, method, path, headers: { host: this.host, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }), ...headers }, timeout: 20000 });
      request.on('response', (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          let json;
          if ((response.headers['content-type'] ?? '').includes('json')) {
            try { json = JSON.parse(text); } catch { json = undefined; }
          }
          resolve({ method, path, status: response.statusCode, headers: response.headers, text, body: json });
        });
      });
      request.on('error', reject);
      request.on('timeout', () => request.destroy(new Error('no answer in 20 s')));
      if (body !== undefined) request.write(body);
      request.end();
    });
  }

  async get(path) {
    const reply = await this.raw('GET', path, { accept: 'application/json' });
    if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status} ${reply.text.slice(0, 300)}`);
    return reply.body;
  }

  async token(account, fresh) {
    if (fresh || !this.tokens.has(account)) {
      const body = JSON.stringify({ username: account, password: this.password });
      const reply = await this.raw('POST', '/login', { accept: 'application/json', 'content-type': 'application/json' }, body);
      if (!reply.body?.token) throw new Error(`sign-in of ${account}: ${reply.status} ${reply.text.slice(0, 300)}`);
      this.tokens.set(account, reply.body.token);
    }
    return this.tokens.get(account);
  }

  jar(account) {
    if (!this.jars.has(account)) this.jars.set(account, new Map());
    return this.jars.get(account);
  }

  // As a browser without script: cookies, HTML, the form fields of the last page.
  async page(account, method, path, headers, form) {
    const jar = this.jar(account);
    const all = { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...headers };
    if (jar.size > 0) all.cookie = [...jar].map(([k, v]) => `${k}=${v}`).join('; ');
    let body;
    if (form) {
      const hidden = this.pages.get(account) ?? {};
      body = encode({ ...(hidden.csrf ? { _csrf: hidden.csrf } : {}), ...(hidden.key ? { _key: randomUUID() } : {}), ...form });
      all['content-type'] = 'application/x-www-form-urlencoded';
      all.origin = `http://${this.host}`;
    }
    const reply = await this.raw(method, path, all, body);
    for (const line of reply.headers['set-cookie'] ?? []) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? [];
      if (value === '') jar.delete(name); else jar.set(name, value);
    }
    const csrf = reply.text.match(/name="_csrf" value="([^"]*)"/)?.[1];
    if (csrf) this.pages.set(account, { csrf, key: /name="_key"/.test(reply.text) });
    return reply;
  }

  async signedPage(account) {
    if (this.jar(account).size > 0 && this.pages.get(account)?.in) return;
    await this.page(account, 'GET', '/login', {});
    const reply = await this.page(account, 'POST', '/login', {}, { username: account, password: this.password });
    if (reply.status !== 303) throw new Error(`sign-in page of ${account}: ${reply.status} ${reply.text.slice(0, 300)}`);
    await this.page(account, 'GET', '/me', {});
    this.pages.set(account, { ...this.pages.get(account), in: true });
  }

  async send(step, known) {
    const request = this.fill(step.request, known);
    const headers = Object.fromEntries(Object.entries(request.headers ?? {}).map(([k, v]) => [k.toLowerCase(), String(v)]));
    const method = request.method ?? (request.json || request.form || request.body ? 'POST' : 'GET');
    const path = request.path + (request.query ? `?${encode(request.query)}` : '');
    if (request.version !== undefined) headers['if-match'] = `"${request.version}"`;
    if (request.key !== undefined) headers['idempotency-key'] = request.key;
    if (step.page) {
      if (step.as) await this.signedPage(step.as);
      const kept = this.pages.get(step.as ?? '')?.in;
      const reply = await this.page(step.as ?? '', method, path, headers, request.form);
      if (kept) this.pages.set(step.as, { ...this.pages.get(step.as), in: true });
      return reply;
    }
    if (step.as) headers.authorization ??= `Bearer ${await this.token(step.as, step.fresh)}`;
    headers.accept ??= 'application/json';
    let body = request.body;
    if (request.json !== undefined) {
      body = JSON.stringify(request.json);
      headers['content-type'] ??= 'application/json';
    } else if (request.form !== undefined) {
      body = encode(request.form);
      headers['content-type'] ??= 'application/x-www-form-urlencoded';
    }
    if (body !== undefined) headers['content-length'] ??= String(Buffer.byteLength(body));
    return this.raw(method, path, headers, body);
  }
}

// The one-time code of a base32 secret, now or a step of 30 seconds before or after.
export function totp(secret, steps = 0) {
  let bits = '';
  for (const letter of secret.replaceAll(' ', '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const key = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + steps));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE(mac[19] & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}

export function encode(fields) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined) parts.append(name, String(one));
    }
  }
  return parts.toString();
}
