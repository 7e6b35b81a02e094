import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as z from 'zod';
import { openImportFile } from '#adapters/node/imports/open-import-file.ts';
import type { AnyFocusRow } from '#core/cost/focus/check-focus.ts';
import type { AllocationRule } from '#core/cost/ledger/allocate-shared.ts';
import { CHARGE_CATEGORIES, type CostEntry } from '#core/cost/ledger/charge.ts';
import { parseInstant } from '#core/kernel/time.ts';
import type { CommandContext } from '../command.ts';
import { refuse } from '../said.ts';
import { textLines } from '../text-lines.ts';

const tags = z
  .strictObject({
    campaign: z.string(),
    persona: z.string(),
    arm: z.string(),
    channel: z.string(),
    stage: z.string(),
    purpose: z.string(),
  })
  .partial();

const chargeRow = z.strictObject({
  id: z.string().min(1),
  at: z
    .string()
    .transform((text) => parseInstant(text) ?? Number.NaN)
    .refine(Number.isSafeInteger, 'is no instant'),
  category: z.enum(CHARGE_CATEGORIES),
  amount: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  tags: tags.default({}),
  description: z.string().min(1),
  source: z.string().min(1),
  reference: z.string().min(1).optional(),
});

const allocationFile = z.array(
  z.strictObject({
    stage: z.string().optional(),
    service: z.string().optional(),
    by: z.union([
      z.enum(['messages', 'direct_cost']),
      z.strictObject({ weights: z.record(z.string(), z.number().int().nonnegative()) }),
    ]),
  }),
);

/** @throws InputError naming file and place if the file does not fit the schema. */
export function readJson<T>(file: string, schema: z.ZodType<T>, { cwd }: Pick<CommandContext, 'cwd'>): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(resolve(cwd, file), 'utf8'));
  } catch {
    throw refuse({ en: `${file}: no JSON can be read there`, ko: `${file}: JSON 을 읽을 수 없습니다` });
  }
  return fitting(schema, value, file);
}

function fitting<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw refuse({
    en: `${where}: ${path} ${issue?.message ?? ''}`,
    ko: `${where}: ${path} 값이 맞지 않습니다 (${issue?.message ?? ''})`,
  });
}

/** Charges from a file, one JSON a line. @throws InputError naming the line. */
export async function readCharges(file: string, context: CommandContext): Promise<CostEntry[]> {
  const charges: CostEntry[] = [];
  for await (const { text, number } of textLines(file, context)) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw refuse({ en: `${file}:${number}: no JSON`, ko: `${file}:${number}: JSON 이 아닙니다` });
    }
    const { at, reference, tags: given, ...rest } = fitting(chargeRow, value, `${file}:${number}`);
    const named = Object.fromEntries(Object.entries(given).filter(([, name]) => name !== undefined));
    charges.push({
      type: 'charge',
      ...rest,
      tags: named,
      atMs: at,
      ...(reference === undefined ? {} : { reference }),
    });
  }
  return charges;
}

/** The rules by which shared cost is allocated. */
export function readAllocation(file: string, context: CommandContext): readonly AllocationRule[] {
  return readJson(file, allocationFile, context).map(({ stage, service, by }) => ({
    ...(stage === undefined ? {} : { stage }),
    ...(service === undefined ? {} : { service }),
    by,
  }));
}

/** Rows of a FOCUS file (CSV, gzip or not); empty cells are null. @throws InputError if a column is missing. */
export async function readFocusFile(file: string, { cwd }: CommandContext): Promise<AnyFocusRow[]> {
  const opened = await openImportFile(resolve(cwd, file));
  const columns = ['BilledCost', 'BillingCurrency', 'BillingPeriodStart', 'ChargeCategory', 'ServiceName'];
  const missing = columns.filter((column) => !opened.header.includes(column));
  if (missing.length > 0) {
    throw refuse({
      en: `${file} is no FOCUS file: it has no ${missing.join(', ')}`,
      ko: `${file} 은(는) FOCUS 파일이 아닙니다: ${missing.join(', ')} 열이 없습니다`,
    });
  }
  const rows: AnyFocusRow[] = [];
  for await (const slice of opened.rows()) {
    for (const row of slice) {
      if (!('cells' in row))
        throw refuse({
          en: `${file}:${row.line}: cannot be read`,
          ko: `${file}:${row.line}: 읽을 수 없습니다`,
        });
      rows.push(Object.fromEntries(opened.header.map((name, index) => [name, row.cells[index] || null])));
    }
  }
  return rows;
}
