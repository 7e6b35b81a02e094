import type { CopyChannel } from '#core/copy/approved-copy.ts';
import type { Considered } from './audience/judge-audience.ts';
import type { SkipReason } from './audience/skip-reasons.ts';
import type { ContentArm } from './campaign.ts';
import type { PlanSetting } from './plan-setting.ts';

/** A channel that the person allows, by day and maybe by night. */
export interface SendPermission {
  readonly channel: CopyChannel;
  readonly isNightAllowed: boolean;
}

/** One way to reach a person: a channel with a copy. */
export interface NamedLane {
  readonly channel: number;
  readonly isNightAllowed: boolean;
  readonly kind: number;
  readonly tag: number;
}

/** Every channel of the arm that the person allows, with the copies that fit; else what is missing. */
export function lanesOf(
  { row: { personId, profile }, predictions, persona }: Considered,
  permissions: readonly SendPermission[],
  setting: PlanSetting,
  arm: ContentArm,
): readonly NamedLane[] | SkipReason {
  const { campaign, shelf, kinds } = setting;
  const allowed = permissions.filter(({ channel }) => campaign.channels.includes(channel));
  if (allowed.length === 0) return 'no_consent';
  const own = allowed.filter(({ channel }) => arm.channels?.includes(channel) ?? true);
  if (own.length === 0) return 'arm_channel';
  const reader = {
    personId,
    personaId: persona?.personaId,
    language: languageOf(profile.locale) ?? campaign.language,
    nextProducts: predictions?.nextProducts.map(({ productId }) => productId) ?? [],
  };
  const lanes = own.flatMap(({ channel, isNightAllowed }) =>
    shelf.choose(reader, channel, arm).map((copy): NamedLane => {
      const index = campaign.channels.indexOf(channel);
      const kind = {
        channel: index,
        productId: copy.productId,
        costMicros: setting.priceOf(copy),
        isNightAllowed,
      };
      return { channel: index, isNightAllowed, kind: kinds.indexOf(kind), tag: setting.tagOf(copy) };
    }),
  );
  return lanes.length === 0 ? 'no_copy' : lanes;
}

/** The language in which a locale is written to; undefined for any other. */
export function languageOf(locale: string | undefined): 'ko' | 'en' | undefined {
  const language = locale?.slice(0, 2).toLowerCase();
  return language === 'ko' || language === 'en' ? language : undefined;
}
