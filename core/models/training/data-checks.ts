/** Names of everything that rows are checked for. */
export const DATA_CHECKS = [
  'customers_missing',
  'orders_missing',
  'feed_stopped',
  'orders_from_future',
  'amounts_changed',
  'hours_shifted',
  'people_changed',
  'skill_lost',
  'too_good',
] as const;

/** What a comparison of the rows behind two artefacts may find; each is known by a name that people can accept. */
export type DataCheck = (typeof DATA_CHECKS)[number];
