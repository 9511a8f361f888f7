// An authenticator in software: one ES256 passkey for http://localhost:1, good or with a flaw.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (data) => createHash('sha256').update(data).digest();

export class Authenticator {
  constructor(origin) {
    this.origin = origin;
    this.id = randomBytes(32);
    this.key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.count = 0;
  }

  clientData(type, challenge, flaw) {
    const origin = flaw === 'origin' ? 'https://samplan.example.com' : this.origin;
    return Buffer.from(JSON.stringify({ type: flaw === 'type' ? 'payment.get' : type, challenge, origin, crossOrigin: false }));
  }

  head(flags, flaw) {
    const head = Buffer.alloc(37);
    sha256(flaw === 'site' ? 'example.com' : new URL(this.origin).hostname).copy(head);
    head[32] = flaw === 'unverified' ? flags & ~4 : flags;
    if (flaw !== 'copy') this.count++;
    head.writeUInt32BE(this.count, 33);
    return head;
  }

  // The answer to a registration, as the page's script sends it.
  make(challenge, flaw) {
    const { x, y } = this.key.publicKey.export({ format: 'jwk' });
    const key = Buffer.concat([Buffer.from('a5010203262001215820', 'hex'), Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'), Buffer.from(y, 'base64url')]);
    const data = Buffer.concat([this.head(0x45, flaw), Buffer.alloc(16), Buffer.from([0, this.id.length]), this.id, key]);
    return JSON.stringify({ id: this.id.toString('base64url'), authenticatorData: data.toString('base64url'),
      clientDataJSON: this.clientData('webauthn.create', challenge, flaw).toString('base64url') });
  }

  // The answer to a challenge.
  sign(challenge, flaw) {
    const data = this.head(0x05, flaw);
    const client = this.clientData('webauthn.get', challenge, flaw);
    const signature = sign('sha256', Buffer.concat([data, sha256(client)]), this.key.privateKey);
    if (flaw === 'signature') signature[signature.length - 1] ^= 1;
    return JSON.stringify({ id: this.id.toString('base64url'), authenticatorData: data.toString('base64url'),
      clientDataJSON: client.toString('base64url'), signature: signature.toString('base64url') });
  }
}
