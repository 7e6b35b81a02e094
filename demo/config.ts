/** The made-up shop as the product's brand file describes one. Name, lines, addresses and numbers are invented. */
export const brandConfig = {
  id: 'ongyeolmaru',
  nameKo: '온결마루',
  nameEn: 'Ongyeolmaru',
  zone: 'Asia/Seoul',
  currency: 'KRW',
  sender: { nameKo: '온결마루', email: 'hello@ongyeolmaru.example.com', phone: '02-0000-0001' },
  contact: { email: 'help@ongyeolmaru.example.com', phone: '080-000-0001' },
  pushSettings: { ko: '앱 설정 > 알림', en: 'App settings > Notifications' },
  optOut: { phone: '080-000-0002', page: 'https://ongyeolmaru.example.com/unsubscribe' },
  site: 'https://ongyeolmaru.example.com',
} as const;
