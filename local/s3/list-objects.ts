import type { ObjectStore } from './object-store.ts';

/** `ListObjectsV2`: keys after the token, folded at the delimiter, at most `max-keys` entries a page. */
export function listObjects(store: ObjectStore, bucket: string, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = Math.min(1000, Number(query.get('max-keys') ?? 1000));
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const isUrl = query.get('encoding-type') === 'url';
  const show = (text: string): string => escapeXml(isUrl ? encodeURIComponent(text) : text);

  const { entries, last, isTruncated } = page(store.keys(bucket), { prefix, delimiter, after, maxKeys });
  const contents = entries.map(([name, isFolder]) => {
    if (isFolder) return `<CommonPrefixes><Prefix>${show(name)}</Prefix></CommonPrefixes>`;
    const head = store.head(bucket, name);
    return (
      `<Contents><Key>${show(name)}</Key><LastModified>${new Date(head?.modifiedAtMs ?? 0).toISOString()}</LastModified>` +
      `<ETag>${escapeXml(head?.etag ?? '')}</ETag><Size>${head?.sizeBytes ?? 0}</Size><StorageClass>STANDARD</StorageClass></Contents>`
    );
  });
  const next = isTruncated
    ? `<NextContinuationToken>${Buffer.from(last).toString('base64url')}</NextContinuationToken>`
    : '';
  return (
    `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">` +
    `<Name>${bucket}</Name><Prefix>${show(prefix)}</Prefix><KeyCount>${entries.length}</KeyCount>` +
    `<MaxKeys>${maxKeys}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>` +
    `${isUrl ? '<EncodingType>url</EncodingType>' : ''}${next}${contents.join('')}</ListBucketResult>`
  );
}

interface PageQuery {
  readonly prefix: string;
  readonly delimiter: string;
  readonly after: string;
  readonly maxKeys: number;
}

function page(
  keys: readonly string[],
  { prefix, delimiter, after, maxKeys }: PageQuery,
): { entries: [string, boolean][]; last: string; isTruncated: boolean } {
  const entries = new Map<string, boolean>();
  let last = after;
  for (const key of keys) {
    if (!key.startsWith(prefix) || Buffer.compare(Buffer.from(key), Buffer.from(after)) <= 0) continue;
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = cut < 0 ? key : key.slice(0, cut + delimiter.length);
    // A folder that an earlier page has shown ends at the token: its keys all lie behind it.
    if (cut >= 0 && after.startsWith(name)) continue;
    if (!entries.has(name) && entries.size === maxKeys)
      return { entries: [...entries], last, isTruncated: true };
    entries.set(name, cut >= 0);
    last = key;
  }
  return { entries: [...entries], last, isTruncated: false };
}

export function escapeXml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (sign) => names[sign] ?? sign);
}
