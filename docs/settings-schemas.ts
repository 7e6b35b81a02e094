import * as z from 'zod';
import { brand } from '#contracts/brand.ts';
import { factSheets } from '#contracts/copy-check.ts';
import { offersFile } from '#contracts/offer.ts';

/** JSON Schemas of the files that people write by hand: an editor completes and checks them. */
export function settingsSchemas(): ReadonlyMap<string, string> {
  const schemas = { brand, 'fact-sheets': factSheets, offers: offersFile };
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      `settings-${name}.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`,
    ]),
  );
}
