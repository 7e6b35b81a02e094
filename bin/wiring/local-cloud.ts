import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { UnavailableError } from '#core/kernel/errors.ts';
import { startLocalCloud as bringUp } from '#local/start-local-cloud.ts';
import { projectFolder } from '../project-folder.ts';
import type { StartLocalCloud } from '../services.ts';

const run = promisify(execFile);

/** Synthesises the templates of the stage `local` and brings up what they say. */
export const startLocalCloud: StartLocalCloud = async ({ data, port }) => {
  const assembly = join(projectFolder, 'cdk.out', 'local');
  const env = { ...process.env, KAIROS_STAGE: 'local', CDK_OUTDIR: assembly };
  try {
    await run(process.execPath, [join(projectFolder, 'bin', 'cloud.ts')], { cwd: projectFolder, env });
  } catch (error) {
    throw new UnavailableError('the templates could not be synthesised', { cause: error });
  }
  const cloud = await bringUp({ assembly, data, port });
  const metrics = (functionId: string): Readonly<Record<string, number>> =>
    Object.entries(cloud.metrics()).find(([name]) => name.startsWith(functionId))?.[1] ?? {};
  return { ...cloud, metrics };
};
