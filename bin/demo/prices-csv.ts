/** What the made-up shop says of prices: an agreed rate of exchange and what its carriers ask. Invented figures, which say so. */
export function pricesCsv(validFrom: string): string {
  const rows = [
    'sku,unit,region,price,currency,valid_from,valid_to,tax_percent,contract_number,source',
    `currency/USD/KRW,1,,1380,KRW,${validFrom},,,,made up for the demo`,
    `AmazonSES/email,1000,ap-northeast-2,0.16,USD,${validFrom},,10,DEMO-1,made up for the demo`,
    `AWSEndUserMessaging/sms-part-KR,1,,9.9,KRW,${validFrom},,10,DEMO-2,made up for the demo`,
  ];
  return `${rows.join('\n')}\n`;
}
