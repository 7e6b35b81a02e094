#!/usr/bin/env node
// Plain JavaScript for any Node: the rest is TypeScript, which only newer ones run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('kairos.ts', import.meta.url));
const own = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));
const major = Number(process.versions.node.split('.')[0]);

if (major >= 24) {
  await import('./kairos.ts');
} else if (existsSync(own)) {
  const { status, signal, error } = spawnSync(own, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  if (error) throw error;
  if (signal) process.kill(process.pid, signal);
  process.exitCode = status ?? 1;
} else {
  process.stderr.write(
    `Kairos runs on Node 24 or later; this is ${process.version}. "npm ci" brings the right one.\n` +
      `Kairos 는 Node 24 이상에서 실행됩니다. 지금은 ${process.version} 입니다. "npm ci" 를 실행하면 맞는 버전이 설치됩니다.\n`,
  );
  process.exitCode = 2;
}
