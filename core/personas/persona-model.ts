import type { DenseMatrix } from '#core/maths/dense-matrix.ts';
import type { Vocabulary } from '#core/models/embeddings/vocabulary.ts';
import { assignPersona, type PersonaCentres } from './assign-persona.ts';
import type { PersonaAssignment } from './assignment.ts';
import type { UsualBehaviour } from './behaviour.ts';
import { type ContextSpace, contextVector, type SpaceSettings } from './context-space.ts';
import type { TriedCount } from './learn-personas.ts';
import type { PersonaPortrait } from './portrait.ts';
import type { Catalogue, Shopper } from './shopper.ts';

/** Everything that a run publishes: what assigns people, what was found, on what evidence. */
export interface PersonaModel {
  readonly space: ContextSpace;
  readonly personas: PersonaCentres;
  readonly portraits: readonly PersonaPortrait[];
  readonly evidence: {
    readonly peopleCount: number;
    /** Bootstrap adjusted Rand index of the groups. */
    readonly stability: number;
    readonly tried: readonly TriedCount[];
    /** Share of the people of both runs who moved; undefined in the first run. */
    readonly movedShare: number | undefined;
  };
}

/** Which persona a shopper belongs to, also one who was never seen before. */
export function assignShopper(
  { space, personas }: PersonaModel,
  shopper: Shopper,
  { catalogue, runHash }: { readonly catalogue: Catalogue; readonly runHash: string },
): PersonaAssignment {
  return assignPersona(personas, contextVector(space, shopper, catalogue), runHash);
}

interface FlatMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
}

interface FlatModel {
  readonly format: 1;
  readonly settings: SpaceSettings;
  readonly things: { names: readonly string[]; rarity: readonly number[]; share: readonly number[] };
  readonly taste: FlatMatrix;
  readonly textDimension: number;
  readonly texts: readonly (readonly [string, readonly number[]])[];
  readonly usual: UsualBehaviour;
  readonly usualPrices: readonly (readonly [string, number])[];
  readonly personas: Omit<PersonaCentres, 'centres'> & { readonly centres: FlatMatrix };
  readonly portraits: readonly PersonaPortrait[];
  readonly evidence: PersonaModel['evidence'];
}

/** Six digits: a cosine moves by less than 1e-6, and the artefact is a third of the size. */
const short = (values: Iterable<number>): number[] =>
  Array.from(values, (value) => Math.round(value * 1e6) / 1e6);

const flat = ({ rows, columns, values }: DenseMatrix): FlatMatrix => ({
  rows,
  columns,
  values: short(values),
});

const dense = ({ rows, columns, values }: FlatMatrix): DenseMatrix => ({
  rows,
  columns,
  values: Float64Array.from(values),
});

/** The model as JSON text; equal models give equal texts. */
export function encodePersonaModel({ space, personas, portraits, evidence }: PersonaModel): string {
  const { vocabulary, taste, texts, textDimension, settings, usual, usualPrices } = space;
  const things = {
    names: vocabulary.names,
    rarity: short(vocabulary.rarity),
    share: short(vocabulary.share),
  };
  const model: FlatModel = {
    format: 1,
    settings,
    things,
    taste: flat(taste.basis),
    textDimension,
    texts: [...texts].map(([id, vector]) => [id, short(vector)] as const),
    usual,
    usualPrices: [...usualPrices],
    personas: { ...personas, centres: flat(personas.centres) },
    portraits,
    evidence,
  };
  return JSON.stringify(model);
}

/** The model behind its text. */
export function decodePersonaModel(text: string): PersonaModel {
  const { settings, things, taste, texts, textDimension, usual, usualPrices, ...rest } = JSON.parse(
    text,
  ) as FlatModel;
  const vocabulary: Vocabulary = {
    names: things.names,
    indexOf: new Map(things.names.map((name, i) => [name, i])),
    rarity: Float64Array.from(things.rarity),
    share: Float64Array.from(things.share),
  };
  return {
    space: {
      settings,
      vocabulary,
      taste: { basis: dense(taste), energies: new Float64Array(taste.columns) },
      texts: new Map(texts.map(([id, vector]) => [id, Float64Array.from(vector)])),
      textDimension,
      usual,
      usualPrices: new Map(usualPrices),
    },
    personas: { ...rest.personas, centres: dense(rest.personas.centres) },
    portraits: rest.portraits,
    evidence: rest.evidence,
  };
}
