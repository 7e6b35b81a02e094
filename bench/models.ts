/**
 * Processor time and peak memory of the learners: `npm run bench:models`, or `-- timing` for one part. References on a
 * machine of this kind: BG/NBD on the CDNOW sample takes .11 to .12 s in Python (lifetimes 0.11.3, SciPy 1.17);
 * four million customers over grouped counts 1.4 s to fit and 2.0 s to score (NumPy). The rest
 * measures no time but how good forecasts are: `reliability` on the made-up shop, `embeddings` by half, `ablation` by
 * input and form, `level` by how the newest week is trusted.
 */
import { benchAblation } from './models/ablation.ts';
import { benchEmbeddings } from './models/embeddings.ts';
import { benchLevel } from './models/level.ts';
import { benchNextProduct } from './models/next-product.ts';
import { benchPropensity } from './models/propensity.ts';
import { benchReliability } from './models/reliability.ts';
import { benchTiming } from './models/timing.ts';

const PARTS: Readonly<Record<string, () => void | Promise<void>>> = {
  timing: benchTiming,
  propensity: benchPropensity,
  next: benchNextProduct,
  reliability: benchReliability,
  embeddings: benchEmbeddings,
  ablation: benchAblation,
  level: benchLevel,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => PARTS[name] === undefined);
if (unknown.length > 0) {
  process.stderr.write(`no part ${unknown.join(', ')}: ${Object.keys(PARTS).join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(PARTS))
    if (asked.length === 0 || asked.includes(name)) await run();
}
