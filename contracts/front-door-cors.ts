/**
 * What browsers of any shop's page may do at the front door. API Gateway answers preflights by it and drops what a
 * function says about it, so it stands in the template alone. Segment's browser SDK counts its retries in
 * `x-retry-count`, and can only wait as told if it may read `retry-after`.
 */
export const FRONT_DOOR_CORS = {
  allowOrigins: ['*'],
  allowMethods: ['GET', 'POST', 'OPTIONS'],
  allowHeaders: ['authorization', 'content-type', 'content-encoding', 'anonymousid', 'x-retry-count'],
  exposeHeaders: ['retry-after'],
  maxAgeSeconds: 86_400,
} as const;
