import { AwsError } from '../gateway/aws-error.ts';

/** Lets so many through in each second of the moved clock, and throttles the rest as the service does. */
export function createRateGate(
  perSecond: number,
  nowMs: () => number,
  throttle: { readonly name: string; readonly statusCode: number },
): (count?: number) => void {
  let second = 0;
  let taken = 0;
  return (count = 1) => {
    const now = Math.floor(nowMs() / 1000);
    if (now !== second) taken = 0;
    second = now;
    if (taken + count > perSecond) throw new AwsError(throttle.name, 'Rate exceeded', throttle.statusCode);
    taken += count;
  };
}
