// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: The ILMS authors
//
// Of pictures.sh: pictures of the key pages for doc/portal.md, each of at most 64 colours, so that they are small.
import { writeFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { launch } from '../launch.mjs';
import { watched } from './tools.mjs';

const folder = process.argv[2], MOST = 60 * 1024;
const pictures = [
    ['home', '/en/', {}],
    ['table', '/table/MST_NCTE_SEX_CCT_NB?rows=sex,cct&cols=time&ref_area=THA', {}],
    ['country', '/country/THA', {}],
    ['corridor', '/corridor/MMR/THA', {}],
    ['coverage', '/coverage', {}],
    ['search', '/search?q=malaysia', { width: 720 }],
    ['khmer', '/km/country/KHM', {}],
    ['dark', '/corridors', { colorScheme: 'dark' }],
    ['narrow', '/country/THA', { width: 360, height: 720 }],
];

// The picture with the colours that most of it has; the others become the nearest of them.
const few_colours = async ([data, most]) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height), of = canvas.getContext('2d');
    of.drawImage(image, 0, 0);
    const rgba = of.getImageData(0, 0, image.width, image.height).data, count = new Map(), at = i => rgba[i] << 16 | rgba[i + 1] << 8 | rgba[i + 2];
    for (let i = 0; i < rgba.length; i += 4)
        count.set(at(i), (count.get(at(i)) ?? 0) + 1);
    const palette = [], far = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + ((a >> 8 & 255) - (b >> 8 & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
    for (const least of [900, 300, 100, 0]) // colours that differ come first
        for (const [c] of [...count].sort((a, b) => b[1] - a[1]))
            if (palette.length < most && palette.every(p => far(p, c) > least))
                palette.push(c);
    const nearest = new Map([...count.keys()].map(c => [c, palette.reduce((best, p, k) => far(p, c) < far(palette[best], c) ? k : best, 0)]));
    const rows = [];
    for (let i = 0; i < rgba.length; i += 4)
        rows.push(nearest.get(at(i)));
    return { width: image.width, height: image.height, palette, rows };
};

const crcs = Uint32Array.from({ length: 256 }, (_, n) => {
    for (let k = 0; k < 8; k++)
        n = n & 1 ? 0xedb88320 ^ n >>> 1 : n >>> 1;
    return n >>> 0;
});
const crc32 = bytes => (bytes.reduce((c, b) => crcs[(c ^ b) & 255] ^ c >>> 8, 0xffffffff) ^ 0xffffffff) >>> 0;

function chunk(name, data) {
    const whole = Buffer.concat([Buffer.from(name), data]), out = Buffer.alloc(whole.length + 8);
    out.writeUInt32BE(data.length);
    whole.copy(out, 4);
    out.writeUInt32BE(crc32(whole), whole.length + 4);
    return out;
}
function png({ width, height, palette, rows }) {
    const head = Buffer.alloc(13), lines = Buffer.alloc((width + 1) * height);
    head.writeUInt32BE(width);
    head.writeUInt32BE(height, 4);
    head.set([8, 3], 8);
    for (let y = 0; y < height; y++)
        lines.set(rows.slice(y * width, (y + 1) * width), y * (width + 1) + 1);
    return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head),
                          chunk('PLTE', Buffer.from(palette.flatMap(c => [c >> 16, c >> 8 & 255, c & 255]))),
                          chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

const browser = await launch();
for (const [name, address, { width = 1080, height = 760, colorScheme = 'light' }] of pictures) {
    const page = await watched(browser, { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
    await page.goto(address, { waitUntil: 'networkidle' });
    const shot = (await page.screenshot()).toString('base64'), bare = await (await browser.newContext()).newPage();
    let file, most = 64;
    do
        file = png(await bare.evaluate(few_colours, [shot, most]));
    while (file.length > MOST && (most /= 2) >= 8);
    writeFileSync(`${folder}/${name}.png`, file);
    console.log(`${name}.png ${(file.length / 1024).toFixed(0)} KB, ${most} colours`);
    if (file.length > MOST)
        process.exitCode = 1;
    await page.context().close();
    await bare.context().close();
}
await browser.close();
