/** Kinds of appeal points: what a message offers a person to care about. */
export const appealTypes = [
  'context',
  'price',
  'novelty',
  'social_proof',
  'care',
  'convenience',
  'scarcity',
  'membership',
] as const;

/** One kind of appeal point. */
export type AppealType = (typeof appealTypes)[number];

/** Who did a step: the 2 × 2 of the experiment, and the third way in between. */
export type Author = 'person' | 'model' | 'person_picks_models';

/** Channels that a message can go out by. */
export type CopyChannel = 'push' | 'email' | 'sms';

/** A variant that passed the checks and was approved by a person: the only kind of copy that a plan may use. */
export interface ApprovedCopy {
  readonly id: string;
  /** Persona for which it was written; undefined = for everybody. */
  readonly personaId: string | undefined;
  readonly appealId: string;
  readonly appealType: AppealType;
  readonly appealAuthor: Author;
  readonly copyAuthor: Author;
  /** True where a scripted person or the local composer made it. */
  readonly isSimulated: boolean;
  readonly productId: string;
  readonly channel: CopyChannel;
  readonly language: 'ko' | 'en';
  readonly tone: string;
  /** Picture that was approved to go with the words. */
  readonly imageId?: string;
  /** Push title or e-mail subject; empty for SMS. */
  readonly title: string;
  /** E-mail preheader; else empty. */
  readonly preheader: string;
  /** May hold slots such as `{name}`, filled per person by the renderer. */
  readonly body: string;
  readonly factSheetId: string;
  /** SHA-256 of what was approved. */
  readonly hash: string;
  readonly approvedBy: string;
  /** UTC epoch ms. */
  readonly approvedAtMs: number;
}
