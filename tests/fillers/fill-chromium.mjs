#!/usr/bin/env node
// Fills a form in Chromium's own PDF viewer (Chrome, Edge) by clicks and keys, and saves it as the
// viewer's "download with your changes" does: fill-chromium.mjs IN.pdf VALUES.json OUT.pdf
import fs from 'node:fs';
import path from 'node:path';
import {openPage, planFilling, readJson, run, serve, sleep, typeText} from './browser.mjs';

// The viewer is an extension's page inside the page; its element knows the geometry.
async function findViewer(page) {
    for (let tries = 0; tries < 240; tries++) {
        const frame = page.frames().find(f => f.url().startsWith('chrome-extension:'));

        try {
            if (await frame?.evaluate(() =>
                document.querySelector('pdf-viewer')?.viewport?.pageDimensions_?.length > 0))
                return frame;
        } catch {
            // the frame was replaced while it loaded
        }
        await sleep(250);
    }
    throw new Error('the PDF viewer did not open');
}

async function pagePlace(viewer, number) {
    return viewer.evaluate(index => {
        const {x, y, width, height} =
            document.querySelector('pdf-viewer').viewport.getPageScreenRect(index);
        return {x, y, width, height};
    }, number - 1);
}

// Scrolls to a page and waits until it stands still.
async function showPage(viewer, number) {
    let last = null;

    await viewer.evaluate(index => document.querySelector('pdf-viewer').viewport.goToPage(index),
        number - 1);
    for (let still = 0; still < 4;) {
        const place = await pagePlace(viewer, number);

        still = last !== null && last.x === place.x && last.y === place.y ? still + 1 : 0;
        last = place;
        await sleep(100);
    }
    return last;
}

// A point on the screen for one in a widget; the shares count from its lower left.
function pointIn(place, size, rect, shareX, shareY) {
    const scale = place.width / size[0];
    const x = rect[0] + (rect[2] - rect[0]) * shareX, y = rect[1] + (rect[3] - rect[1]) * shareY;

    return [place.x + x * scale, place.y + (size[1] - y) * scale];
}

async function fill(page, place, size, step) {
    const {rect} = step.widget;

    await page.mouse.click(...pointIn(place, size, rect, step.box ? 0.5 : 0.3, 0.5));
    if (!step.box) {
        await sleep(80); // the field takes keys only after it has the focus
        await typeText(page, step.value);
    }
    // Leave the field: a box that keeps the focus would swallow the keys meant for a field of another
    // page, and the Tab key would scroll away.
    await page.mouse.click(place.x + 3, place.y + 3);
    await sleep(50);
}

async function save(viewer) {
    return viewer.evaluate(async () => {
        const controller = document.querySelector('pdf-viewer').pluginController_;
        const saved = await controller.save('EDITED');

        return saved === null ? null : Array.from(new Uint8Array(saved.dataToSave));
    });
}

run(async ([source, valuesPath, target]) => {
    const {edition, steps} = planFilling(source, readJson(valuesPath));
    const sizes = new Map(edition.pages.map(p => [p.number, p.size]));
    const server = await serve(path.resolve(source));
    // wide and high enough for one whole page at 100 %, which is 96 pixels an inch
    const page = await openPage(`${server.url}/form.pdf#zoom=100&navpanes=0&toolbar=0`,
        Math.ceil(Math.max(...edition.pages.map(p => p.size[0])) * 4 / 3) + 100,
        Math.ceil(Math.max(...edition.pages.map(p => p.size[1])) * 4 / 3) + 200);
    const viewer = await findViewer(page);
    let shown = 0, place = null;

    await sleep(500);
    for (const step of steps) {
        if (shown !== step.widget.page || (await pagePlace(viewer, shown)).y !== place.y) {
            place = await showPage(viewer, step.widget.page);
            shown = step.widget.page;
        }
        await fill(page, place, sizes.get(shown), step);
    }
    const bytes = await save(viewer);
    if (bytes === null)
        throw new Error('the viewer saved nothing');
    fs.writeFileSync(target, Buffer.from(bytes));
});
