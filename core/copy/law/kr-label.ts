/** Network Act art. 50(4): what advertising messages begin with, exactly so. Variants such as (광 고) and [광고] break it. */
export const krLabel = {
  id: 'kr-network-act-50-4',
  edition: '2026-11-21',
  source:
    'Act on Promotion of Information and Communications Network Utilization, art. 50(4); Enforcement Decree art. 61 and table 6',
  checkedBy: 'nobody yet',
  /** In every language: the act names the sign itself, and of two readings the stricter holds. */
  label: '(광고)',
} as const;
