#!/usr/bin/env node
import { main } from './main.ts';
import { services } from './wiring.ts';

const interrupt = new AbortController();
process.once('SIGINT', () => interrupt.abort());
process.once('SIGTERM', () => interrupt.abort());

// Whoever reads has enough (`kairos profile … | head -1`): that is no error, and there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

process.exitCode = await main(process.argv.slice(2), {
  stdout: { write: (text) => process.stdout.write(text), isTerminal: process.stdout.isTTY },
  stderr: { write: (text) => process.stderr.write(text), isTerminal: process.stderr.isTTY },
  env: process.env,
  cwd: process.cwd(),
  stdin: () => process.stdin as AsyncIterable<Uint8Array>,
  clock: { nowMs: () => Date.now() },
  services,
  signal: interrupt.signal,
});
