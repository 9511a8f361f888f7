// echo.mjs DIR: answers on DIR/server.sock and DIR/stream.sock with what it was asked, as JSON.
import { createServer } from 'node:http';

const dir = process.argv[2];
for (const socket of ['server', 'stream']) {
  createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.setHeader('Server', 'echo');
      response.end(JSON.stringify({ socket, url: request.url, headers: request.headers }));
    });
  }).listen(`${dir}/${socket}.sock`);
}
process.on('SIGTERM', () => process.exit(0));
