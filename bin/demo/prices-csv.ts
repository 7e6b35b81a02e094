/**
 * What the made-up shop says of prices: a rate of exchange, what its carriers ask, and for what nobody told the price of
 * in Seoul that of Virginia. All of it is assumed, and what is computed with it an estimate.
 */
export function pricesCsv(validFrom: string): string {
  const rows = [
    'sku,unit,region,price,currency,valid_from,valid_to,tax_percent,contract_number,source',
    `currency/USD/KRW,1,,1380,KRW,${validFrom},,,,made up for the demo`,
    `AmazonSES/email,1000,ap-northeast-2,0.16,USD,${validFrom},,10,,made up for the demo`,
    `AWSEndUserMessaging/sms-part-KR,1,,9.9,KRW,${validFrom},,10,,made up for the demo`,
    `AmazonKinesis/stream-hour,1,ap-northeast-2,0.04,USD,${validFrom},,10,,as in Virginia`,
    `AmazonKinesis/kilobyte-in,1048576,ap-northeast-2,0.08,USD,${validFrom},,10,,as in Virginia`,
    `AmazonKinesis/kilobyte-out,1048576,ap-northeast-2,0.04,USD,${validFrom},,10,,as in Virginia`,
    `AmazonKinesisFirehose/kilobyte-in,1048576,ap-northeast-2,0.029,USD,${validFrom},,10,,made up for the demo`,
    `AmazonBedrock/input-token/claude-sonnet-4-5,1000000,ap-northeast-2,3,USD,${validFrom},,10,,made up for the demo`,
    `AmazonBedrock/output-token/claude-sonnet-4-5,1000000,ap-northeast-2,15,USD,${validFrom},,10,,made up for the demo`,
  ];
  return `${rows.join('\n')}\n`;
}
