import { kairosApp } from '#lib/kairos-app.ts';

kairosApp(process.env['KAIROS_STAGE']).synth();
