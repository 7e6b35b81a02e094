import { writeFileSync } from 'node:fs';
import { profileFieldsTable } from '#core/profiles/profile-fields.ts';

writeFileSync(new URL('profile-fields.md', import.meta.url), profileFieldsTable());
