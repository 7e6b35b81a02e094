export interface RouteMatch<T> {
  readonly routeKey: string;
  readonly target: T;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** Routes of an HTTP API: the most exact wins (literal, `{name}`, `{name+}`, `$default`), a named method before ANY. */
export function createRouteTable<T>(
  routes: readonly { readonly routeKey: string; readonly target: T }[],
): (method: string, path: string) => RouteMatch<T> | undefined {
  const compiled = routes.map((route) => ({ ...route, ...compile(route.routeKey) }));
  compiled.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return (method, path) => {
    for (const { method: wanted, pattern, routeKey, target } of compiled) {
      const match = wanted === 'ANY' || wanted === method ? pattern.exec(path) : null;
      if (match !== null) {
        const entries = Object.entries(match.groups ?? {});
        return {
          routeKey,
          target,
          pathParameters: Object.fromEntries(entries.map(([k, v]) => [k, decodeURIComponent(v)])),
        };
      }
    }
    return undefined;
  };
}

interface CompiledRoute {
  readonly method: string;
  readonly pattern: RegExp;
  /** Sorts before what it beats. */
  readonly rank: string;
}

function compile(routeKey: string): CompiledRoute {
  if (routeKey === '$default') return { method: 'ANY', pattern: /^/, rank: '~' };
  const [method = 'ANY', path = '/'] = routeKey.split(' ');
  const segments = path.split('/').filter((segment) => segment !== '');
  const parts = segments.map((segment) => {
    const [, name, greedy] = /^\{([A-Za-z0-9_]+)(\+?)\}$/.exec(segment) ?? [];
    if (name === undefined) return { source: segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), rank: '0' };
    return greedy === '+'
      ? { source: `(?<${name}>.+)`, rank: '2' }
      : { source: `(?<${name}>[^/]+)`, rank: '1' };
  });
  return {
    method,
    pattern: new RegExp(`^/${parts.map(({ source }) => source).join('/')}/?$`),
    rank: `${parts.map(({ rank }) => rank).join('')}${method === 'ANY' ? '1' : '0'}`,
  };
}
