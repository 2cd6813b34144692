#!/usr/bin/env node
// Fills a form in pdf.js, which is Firefox's viewer, by clicks and keys:
// fill-pdfjs.mjs IN.pdf VALUES.json OUT.pdf [--state STATE.json]
// STATE.json is what every widget shows before the file is saved:
// {"name", "page", "rect", "text"} or {"name", "page", "rect", "on", "checked", "own"}, where "own" says
// that the viewer draws the form's own appearance and not a mark of its own.
import fs from 'node:fs';
import path from 'node:path';
import {openPage, planFilling, readJson, run, serve, sleep, typeText} from './browser.mjs';

// Brings a page into view and waits until its widgets stand there.
async function showPage(page, number) {
    await page.evaluate(n => { viewer.currentPageNumber = n; }, number);
    await page.waitForFunction(n => {
        const view = viewer.getPageView(n - 1);
        return view.renderingState === 3 && view.div.querySelector('.annotationLayer:not([hidden])');
    }, number);
}

async function listWidgets(page) {
    return page.evaluate(async () => {
        const widgets = [];

        for (let number = 1; number <= form.numPages; number++) {
            for (const a of await (await form.getPage(number)).getAnnotations()) {
                if (a.subtype === 'Widget')
                    widgets.push({id: a.id, name: a.fieldName, page: number, rect: a.rect, on: a.exportValue});
            }
        }
        return widgets;
    });
}

function isAt(widget, wanted) {
    return widget.page === wanted.page && widget.rect.every((edge, i) => Math.abs(edge - wanted.rect[i]) < 1);
}

async function fill(page, step, id) {
    const element = page.locator(`[data-element-id="${id}"]`);

    await element.click();
    if (!step.box) {
        await typeText(page, step.value);
        await page.keyboard.press('Tab');
    }
}

async function readState(page, widgets) {
    const state = [];

    for (const widget of widgets) {
        const {id, ...known} = widget;

        await showPage(page, widget.page);
        state.push({...known, ...await page.evaluate(wanted => {
            const element = document.querySelector(`[data-element-id="${wanted}"]`);
            const own = element.parentElement.querySelector(
                `[data-canvas-name="${element.checked ? 'checked' : 'unchecked'}"]`);

            if (element.type !== 'checkbox')
                return {text: element.value};
            return {checked: element.checked, own: own !== null && getComputedStyle(own).display !== 'none'};
        }, id)});
    }
    return state;
}

run(async ([source, valuesPath, target, option, statePath]) => {
    const {steps} = planFilling(source, readJson(valuesPath));
    const server = await serve(path.resolve(source));
    const page = await openPage(`${server.url}/viewer.html`, 1000, 1300);

    page.setDefaultTimeout(30000);
    await page.waitForFunction(() => globalThis.ready);
    const widgets = await listWidgets(page);
    for (const step of steps) {
        const widget = widgets.find(w => w.name === step.name && isAt(w, step.widget));

        if (widget === undefined)
            throw new Error(`no widget for ${step.name}`);
        await showPage(page, widget.page);
        await fill(page, step, widget.id);
    }
    if (option === '--state') {
        await sleep(300); // mirrors drawn on canvas follow a frame later
        fs.writeFileSync(statePath, JSON.stringify(await readState(page, widgets), null, 1));
    }
    const bytes = await page.evaluate(async () => Array.from(await form.saveDocument()));
    fs.writeFileSync(target, Buffer.from(bytes));
});
