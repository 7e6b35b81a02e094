import { startLocalCloud } from '#local/start-local-cloud.ts';

/** A local cloud as a process of its own, to be killed: `node cloud-process.ts ASSEMBLY DATA PORT`. */
const [assembly = '', data = '', port = '0'] = process.argv.slice(2);
try {
  const cloud = await startLocalCloud({ assembly, data, port: Number(port) });
  process.stdout.write(`${JSON.stringify({ port: cloud.port })}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 2;
}
