// Which routes were exercised and how; validates JSON replies against the schemas of /openapi.json.
import Ajv from 'ajv/dist/2020.js';

const kinds = {
  allow: (status) => status >= 200 && status < 400,
  deny: (status) => status === 401 || status === 403 || status === 404 || status === 429,
  invalid: (status) => [400, 409, 412, 415, 422, 428].includes(status),
};

export class Coverage {
  constructor(openapi) {
    this.ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
    this.ajv.addSchema(openapi, 'openapi.json');
    this.routes = [];
    for (const [path, methods] of Object.entries(openapi.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!['get', 'post', 'put', 'patch', 'delete'].includes(method)) continue;
        // the stream daemon's own, which wire.mjs exercises
        if (operation.responses?.['200']?.content?.['text/event-stream']) continue;
        const pattern = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
        this.routes.push({ method: method.toUpperCase(), path, operation, literal: !path.includes('{'),
          regexp: new RegExp(`^${pattern}$`), seen: new Set() });
      }
    }
    this.routes.sort((a, b) => Number(b.literal) - Number(a.literal));
  }

  find(reply) {
    const path = reply.path.split('?')[0];
    return this.routes.find((route) => route.method === reply.method && route.regexp.test(path));
  }

  // Notes the reply; returns what its schema says is wrong.
  note(reply) {
    const route = this.find(reply);
    if (!route) return [];
    for (const [kind, holds] of Object.entries(kinds)) if (holds(reply.status)) route.seen.add(kind);
    const type = (reply.headers['content-type'] ?? '').split(';')[0];
    const declared = route.operation.responses?.[reply.status] ?? route.operation.responses?.default;
    if (!declared) return [`status ${reply.status} is not in openapi.json for ${route.method} ${route.path}`];
    if (!type.includes('json') || reply.body === undefined) return [];
    const media = declared.content?.[type];
    if (!media) return declared.content || declared.$ref ? this.validate(declared, type, reply) : [];
    return this.check(media.schema, reply.body);
  }

  validate(declared, type, reply) {
    if (!declared.$ref) return [`type ${type} is not in openapi.json`];
    return this.check({ $ref: `openapi.json${declared.$ref}/content/${type.replaceAll('/', '~1')}/schema` }, reply.body);
  }

  check(schema, body) {
    if (!schema) return [];
    const rooted = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi.json#/').replaceAll('openapi.jsonopenapi.json', 'openapi.json'));
    const valid = this.ajv.validate(rooted, body);
    return valid ? [] : this.ajv.errors.slice(0, 5).map((e) => `schema: ${e.instancePath || '/'} ${e.message}`);
  }

  // Every route has been allowed, denied (unless it is for everybody) and, with input, been sent rubbish.
  results() {
    return this.routes.map((route) => {
      const wanted = ['allow'];
      if (!(route.operation.security?.length === 0)) wanted.push('deny');
      if (route.operation.requestBody) wanted.push('invalid');
      const missing = wanted.filter((kind) => !route.seen.has(kind));
      return [missing.length === 0, `route ${route.method} ${route.path}${missing.length ? ` lacks: ${missing.join(', ')}` : ''}`];
    });
  }
}
