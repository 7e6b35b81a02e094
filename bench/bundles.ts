/**
 * Bytes and start of each function: what its start reads, all of its code, and how long importing it takes in a new
 * process, the secret that it fetches included (from a server beside it). `node bench/bundles.ts`
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type * as z from 'zod/mini';
import { bundle } from '#lib/constructs/bundle.ts';

/** The least of so many starts is taken. */
const STARTS = 9;
const secret = JSON.stringify({ id: 'k1', secret: Buffer.alloc(32, 7).toString('base64') });

/** Answers every call as Secrets Manager answers GetSecretValue. */
const server = createServer((request, response) => {
  request.resume();
  response.setHeader('content-type', 'application/x-amz-json-1.1');
  response.end(JSON.stringify({ Name: 'tenant-keys', SecretString: secret }));
});
server.listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));

/** A value that the schema of a variable takes; undefined for one that has a default. */
function valueOf(name: string, schema: z.ZodMiniType): readonly (readonly [string, string])[] {
  if (schema.safeParse(undefined).success) return [];
  const value = [name.toLowerCase(), '1'].find((text) => schema.safeParse(text).success);
  return value === undefined ? [] : [[name, value]];
}

const stations = ['copy', 'delivery', 'events', 'meter', 'models', 'personas', 'privacy'];
const modules = await Promise.all(
  stations.map((station): Promise<object> => import(`#contracts/environment/${station}.ts`)),
);
const schemas = modules.flatMap((module) => Object.values(module) as readonly z.ZodMiniObject[]);
const variables = schemas.flatMap(({ shape }) =>
  Object.entries(shape).flatMap(([name, schema]) => valueOf(name, schema as z.ZodMiniType)),
);
const environment = {
  ...Object.fromEntries(variables),
  AWS_REGION: 'ap-northeast-2',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Kairos',
};

/** Bytes of a file and of all that it imports before it runs. */
function startBytes(folder: string, file: string, seen = new Set<string>()): number {
  if (seen.has(file)) return 0;
  seen.add(file);
  const code = readFileSync(join(folder, file));
  const imports = code.toString().matchAll(/(?:^|[;}\n])import(?:[^"';()]*from)?"\.\/([^"]+\.mjs)"/g);
  let bytes = code.length;
  for (const [, name = ''] of imports) bytes += startBytes(folder, name, seen);
  return bytes;
}

const run = promisify(execFile);

/** Time by the wall and by the processor, ms: on a busy machine the second is what holds. */
async function start(file: string): Promise<{ readonly wallMs: number; readonly cpuMs: number }> {
  const program = `const start = performance.now(); const cpu = process.cpuUsage();
    const { handler } = await import(${JSON.stringify(file)});
    if (typeof handler !== 'function') throw new Error('no handler');
    const { user, system } = process.cpuUsage(cpu);
    console.log(JSON.stringify({ wallMs: performance.now() - start, cpuMs: (user + system) / 1000 })); process.exit(0);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], {
    env: environment,
  });
  return JSON.parse(stdout) as { wallMs: number; cpuMs: number };
}

const least = (values: readonly number[]): number => Math.round(Math.min(...values));

const rows: object[] = [];
const lambdas = join(import.meta.dirname, '..', 'lambdas');
for (const name of readdirSync(lambdas).filter((folder) => folder !== 'shared')) {
  const folder = bundle(name);
  const files = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
  const starts: { readonly wallMs: number; readonly cpuMs: number }[] = [];
  for (let count = 0; count < STARTS; count += 1) starts.push(await start(join(folder, 'index.mjs')));
  rows.push({
    function: name,
    startKiB: Math.round(startBytes(folder, 'index.mjs') / 1024),
    allKiB: Math.round(files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0) / 1024),
    initMs: least(starts.map(({ wallMs }) => wallMs)),
    initCpuMs: least(starts.map(({ cpuMs }) => cpuMs)),
  });
}
server.close();
console.table(rows);
