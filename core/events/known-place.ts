import type { IdentifierKind } from './identifier.ts';

/**
 * What a key says about its value: an identifier to hash, `ip` and `location` to drop (the latter without consent),
 * `plain` for ids of things, money and times, whose digits are nobody's number, `unsafe` for keys that no message
 * may have.
 */
export type KnownPlace = Exclude<IdentifierKind, 'ip'> | 'ip' | 'location' | 'plain' | 'unsafe';

const PLACES: Readonly<Record<KnownPlace, string>> = {
  email: 'email mail emailaddress mailaddress useremail customeremail contactemail',
  phone:
    'phone phonenumber phoneno mobile mobilephone mobilenumber mobileno cell cellphone tel telephone hp userphone customerphone contactphone fax',
  loyalty:
    'loyaltyid loyaltynumber loyaltyno membershipnumber membershipid membershipno cardnumber loyaltycard',
  token:
    'token devicetoken pushtoken fcmtoken apnstoken registrationid registrationtoken advertisingid idfa idfv gaid adid',
  resident: 'rrn residentnumber residentregistrationnumber jumin juminno juminnumber ssn foreignernumber',
  address: 'address street streetaddress address1 address2 addressline1 addressline2 roadaddress',
  ip: 'ip ipaddress ipaddr clientip remoteip remoteaddr remoteaddress xforwardedfor',
  location: 'location latitude longitude lat lng lon long geo geolocation coordinates coords gps altitude',
  plain:
    'productid sku orderid variant variantid ean gtin upc barcode isbn itemid storeid zoneid cartid checkoutid eventid ' +
    'price total subtotal revenue value amount tax shipping discount quantity count timestamp time at sentat receivedat originaltimestamp',
  unsafe: '__proto__ constructor prototype',
};

const BY_KEY: ReadonlyMap<string, KnownPlace> = new Map(
  (Object.entries(PLACES) as [KnownPlace, string][]).flatMap(([place, keys]) =>
    keys.split(' ').map((key) => [key, place] as const),
  ),
);

/** Spellings met so far; keys come from outside, so their number is bounded. */
const remembered = new Map<string, KnownPlace | 'none'>();
const REMEMBERED_KEYS = 4096;

/** What is known of a key, whatever its case and separators: `userEmail`, `user_email` and `User-Email` are one. */
export function knownPlace(key: string): KnownPlace | undefined {
  const known = remembered.get(key);
  if (known !== undefined) return known === 'none' ? undefined : known;
  const place = BY_KEY.get(key) ?? BY_KEY.get(key.toLowerCase().replace(/[\s_.-]/g, ''));
  if (remembered.size < REMEMBERED_KEYS && key.length <= 64) remembered.set(key, place ?? 'none');
  return place;
}
