/** Times and memory of the learners: `npm run bench:models`, or `node bench/models.ts timing propensity next`. */
import { benchTiming } from './models/timing.ts';

const PARTS: Readonly<Record<string, () => void>> = { timing: benchTiming };

const asked = process.argv.slice(2);
for (const [name, run] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(name)) run();
