import { readFileSync } from 'node:fs';
import { launch } from './browser.mjs';
const [out, w, h, ...files] = process.argv.slice(2);
const b = await launch(); const p = await b.newPage({ viewport: { width: Number(w) * files.length + 8 * files.length, height: Number(h) } });
await p.setContent('<body style="margin:0;display:flex;gap:8px;background:#888">' + files.map((f) => `<div style="width:${w}px;height:${h}px;overflow:hidden;flex:none"><img style="width:${w}px" src="data:image/png;base64,${readFileSync(f).toString('base64')}"></div>`).join('') + '</body>');
await p.screenshot({ path: out }); await b.close();
