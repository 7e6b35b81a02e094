import { brandConfig } from '../config.ts';

/** The shop's settings as its people would hand them in: what `kairos import brand` reads. */
export function brandFile(): string {
  const { nameKo, zone, currency, contact, optOut, site } = brandConfig;
  return JSON.stringify({
    name: nameKo,
    zone,
    currency,
    sender: { name: nameKo, contact: contact.phone },
    optOut: { push: brandConfig.pushSettings, email: optOut.page, sms: optOut.phone },
    voice: {
      ko: '다정하고 담백하게. 서두르게 하지 않고, 사실만 말합니다.',
      en: 'Kind and plain. Never in a hurry, nothing but facts.',
    },
    links: [`${site}/`],
    copy: { languages: ['ko', 'en'], model: 'global.anthropic.claude-haiku-4-5-20251001-v1:0' },
  });
}
