import { createBrand } from '#demo/index.ts';
const b = createBrand(7,{startsOn:'2026-12-01',customers:300,days:60});
const tot: Record<string, number[]> = {};
for (const d of [30,31,40,50,59]) { const c: Record<string,number>={}; const hours=new Set<number>();
 for (const e of b.eventsOfDay(d)) { let m; try { m=JSON.parse(e.json);} catch {continue;} const n=m.event??m.type; c[n]=(c[n]??0)+1; if (['Product Added','Zone Dwelled'].includes(n)) hours.add(Math.floor((e.receivedMs-b.startMs-d*86400000)/1800000)); }
 console.log(d, JSON.stringify(c), hours.size); }
