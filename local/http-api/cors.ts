import { type Answer, type Call, header } from '../gateway/call.ts';

/** An HTTP API's CORS configuration, with CloudFormation's names. */
export interface CorsConfiguration {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly MaxAge?: number;
  readonly AllowCredentials?: boolean;
}

/** What of a request these rules look at. */
type Asking = Pick<Call, 'headers'> & { readonly method?: string | undefined };

/** The headers that let this call's origin read the answer; none when the origin is not allowed. */
export function corsHeaders(cors: CorsConfiguration, call: Asking): Record<string, string> {
  const origin = header(call, 'origin');
  const allowed = cors.AllowOrigins ?? [];
  if (origin === undefined || !allowed.some((pattern) => matchesOrigin(pattern, origin))) return {};
  const isAny = allowed.includes('*') && cors.AllowCredentials !== true;
  return {
    'access-control-allow-origin': isAny ? '*' : origin,
    ...(isAny ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials === true ? { 'access-control-allow-credentials': 'true' } : {}),
    ...list('access-control-expose-headers', cors.ExposeHeaders),
  };
}

/** The answer to a preflight; undefined for any other call. */
export function answerPreflight(cors: CorsConfiguration, call: Asking): Answer | undefined {
  if (call.method !== 'OPTIONS' || header(call, 'access-control-request-method') === undefined)
    return undefined;
  const allowing = corsHeaders(cors, call);
  const headers = {
    ...allowing,
    ...('access-control-allow-origin' in allowing
      ? {
          ...list('access-control-allow-methods', cors.AllowMethods),
          ...list('access-control-allow-headers', cors.AllowHeaders),
          ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
        }
      : {}),
  };
  return { statusCode: 204, headers, body: '' };
}

function matchesOrigin(pattern: string, origin: string): boolean {
  if (pattern === '*') return true;
  const [scheme] = pattern.split('*');
  return pattern.endsWith('://*') ? origin.startsWith(scheme ?? '') : pattern === origin;
}

function list(name: string, values: readonly string[] | undefined): Record<string, string> {
  return values === undefined || values.length === 0 ? {} : { [name]: values.join(',') };
}
