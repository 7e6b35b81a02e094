export const URGENT_EVENT_NAMES: readonly string[] = ['Consent Changed'];
