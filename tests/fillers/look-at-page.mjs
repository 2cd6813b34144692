// Opens a summary's page as people do, from a file, and tells in FOLDER/seen.json what happened: what the console
// said and what was requested, whether tables can be sorted and searched by keyboard, what axe-core
// finds, how wide it is on a telephone. Screenshots and the print go into a folder.
//
//     node look-at-page.mjs PAGE.html FOLDER [quick]
//
// A quick look only opens it and reads its numbers.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {openPage, run, sleep} from './browser.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// In the page: the words by which the rows that are there stand in the column's order.
const columnOf = (page, table, column) => page.evaluate(([of, at]) =>
    [...document.querySelectorAll(`table.${of} tbody tr:not(.band)`)].filter(row => !row.hidden)
        .map(row => (row.cells[at].querySelector('bdi') ?? row.cells[at]).textContent.trim()),
[table, column]);

const directionOf = (page, table, column) => page.evaluate(([of, at]) =>
    document.querySelector(`table.${of}`).tHead.rows[0].cells[at].getAttribute('aria-sort'), [table, column]);

// Each press of the button in a column's head, and what came of it.
async function sortBy(page, table, column) {
    const steps = [];

    await page.focus(`table.${table} thead th:nth-child(${column + 1}) button`);
    for (let press = 0; press < 3; press++) {
        await page.keyboard.press(press % 2 ? 'Space' : 'Enter');
        steps.push({direction: await directionOf(page, table, column), rows: await columnOf(page, table, column)});
    }
    return steps;
}

// Types into the table's search, which Tab reaches from what is before it.
async function searchFor(page, table, words) {
    const input = page.locator(`.search:has(+ .frame > table.${table}) input`);
    const labelled = await input.evaluate(element => element.labels.length);

    await input.focus();
    await page.keyboard.type(words);
    const rows = await columnOf(page, table, 0);
    const said = await page.locator(`.search:has(+ .frame > table.${table}) output`).textContent();
    const bands = await page.locator(`table.${table} tr.band:not([hidden])`).count();

    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    return {labelled, rows, said, bands, all: (await columnOf(page, table, 0)).length};
}

// The numbers that a reader sees, as text.
const readNumbers = page => page.evaluate(() => {
    const text = element => element?.textContent.trim() ?? '';
    const rows = table => [...document.querySelectorAll(`table.${table} tbody tr:not(.band)`)];
    const names = cell => [...cell.querySelectorAll('li')].map(item =>
        [text(item.querySelector('bdi')), text(item.querySelector('small'))]);

    return {
        figures: [...document.querySelectorAll('.figure dd')].map(text),
        balance: [...document.querySelectorAll('.balance rect')].map(bar => [bar.className.baseVal, bar.width.baseVal.value]),
        needs: rows('by-need').map(row => ({
            need: row.dataset.need, state: row.dataset.state, mark: row.querySelector('.state').className,
            label: text(row.cells[0].querySelector('bdi')), share: text(row.cells[0].querySelector('.share')),
            providers: text(row.cells[2]), names: names(row.cells[3]),
            partnership: text(row.cells[4]), trained: text(row.cells[5]),
        })),
        populations: [...document.querySelectorAll('table.matrix thead th')].slice(2).map(text),
        matrix: rows('matrix').map(row => ({
            need: row.dataset.need, providers: text(row.cells[1]),
            served: [...row.cells].slice(2).map(cell => text(cell.querySelector('bdi')) || cell.className),
        })),
        directory: rows('directory').map(row => ({
            name: text(row.cells[0].querySelector('bdi')), returns: text(row.cells[1]), needs: text(row.cells[2]),
            meets: names(row.cells[3]),
        })),
        pages: rows('pages').map(row => [...row.cells].map(text)),
        groups: rows('groups').map(row => [...row.cells].map(text)),
        questions: rows('questions').map(row => text(row.cells[2])),
        quotes: [...document.querySelectorAll('blockquote')].map(text),
        contacts: [...document.querySelectorAll('.contact')].map(text),
        bars: [...document.querySelectorAll('figure.bars desc')].map(text),
    };
});

// The page's own policy lets no script in but its own; the debugger is not the page.
async function judge(page) {
    const session = await page.context().newCDPSession(page);

    await session.send('Runtime.evaluate', {expression: axe});
    // what is not on the screen is judged as well
    await page.evaluate(() => document.querySelectorAll('main > section')
        .forEach(section => section.style.setProperty('content-visibility', 'visible')));
    const answer = await session.send('Runtime.evaluate', {
        expression: 'axe.run(document, {resultTypes: ["violations"]}).then(found => JSON.stringify(' +
            'found.violations.map(one => `${one.id}: ${one.nodes.length} times, ${one.nodes[0].html.slice(0, 200)}`)))',
        awaitPromise: true, returnByValue: true,
    });

    await page.evaluate(() => document.querySelectorAll('main > section')
        .forEach(section => section.style.removeProperty('content-visibility')));
    if (answer.exceptionDetails)
        throw new Error(`axe: ${answer.exceptionDetails.exception?.description}`);
    return JSON.parse(answer.result.value);
}

// What stands on the screen; the whole page would be higher than a picture can be.
async function shoot(page, file, selector) {
    const session = await page.context().newCDPSession(page);

    await page.evaluate(at => (at ? document.querySelector(at) : document.body)
        .scrollIntoView({behavior: 'instant'}), selector);
    const shot = await session.send('Page.captureScreenshot', {format: 'png'});

    fs.writeFileSync(file, Buffer.from(shot.data, 'base64'));
}

async function shootSections(page, folder, name) {
    await shoot(page, path.join(folder, `${name}-cover.png`), '');
    for (const section of ['missing', 'puzzles', 'matrix', 'directory', 'voices', 'returns'])
        await shoot(page, path.join(folder, `${name}-${section}.png`), `#${section}`);
}

async function setWidth(page, width, height) {
    await page.setViewportSize({width, height});
    await sleep(100);
}

// In milliseconds; the best of three, for other programs are at work as well.
async function open(page, url) {
    let best = Infinity;

    for (let n = 0; n < 3; n++) {
        const began = performance.now();

        await page.goto(url);
        best = Math.min(best, performance.now() - began);
    }
    return best;
}

// Everything that it says, asks for or shows from here on.
function listen(page) {
    const messages = [], requests = [];

    page.on('console', message => messages.push(message.text()));
    page.on('pageerror', error => messages.push(error.message));
    page.on('dialog', dialog => messages.push(`dialog ${dialog.message()}`) && dialog.dismiss());
    page.on('request', request => requests.push(request.url()));
    return {messages, requests};
}

async function useTables(page) {
    const directory = [await sortBy(page, 'directory', 0), await sortBy(page, 'directory', 1)];
    const matrix = await sortBy(page, 'matrix', 2);
    const provider = (await columnOf(page, 'directory', 0))[0];
    const need = (await columnOf(page, 'matrix', 0))[0];
    const found = await searchFor(page, 'directory', provider.toUpperCase());
    const none = await searchFor(page, 'directory', 'no such name anywhere');
    const needs = await searchFor(page, 'matrix', need);

    return {directory, matrix, provider, need, found, none, needs};
}

// On a desk, on a telephone, and on paper.
async function lookAround(page, folder) {
    await setWidth(page, 1280, 900);
    await shootSections(page, folder, 'desk');
    const violations = await judge(page);
    const used = await useTables(page);

    await setWidth(page, 320, 700);
    const narrow = await page.evaluate(() => document.documentElement.scrollWidth);
    const narrowViolations = await judge(page);
    await setWidth(page, 360, 740);
    await shootSections(page, folder, 'telephone');
    await page.pdf({path: path.join(folder, 'print.pdf'), preferCSSPageSize: true, format: 'A4'});
    return {violations, narrow, narrowViolations, ...used};
}

run(async ([file, folder, quick]) => {
    const page = await openPage('about:blank', 1280, 900);
    const heard = listen(page);
    const url = pathToFileURL(path.resolve(file)).href;
    const opened = await open(page, url);
    const numbers = await readNumbers(page);
    const looked = quick ? {} : await lookAround(page, folder);
    const markup = await page.evaluate(() => document.querySelectorAll('script, iframe, img, link, form').length);

    // a pipe would be cut off where the process ends
    fs.writeFileSync(path.join(folder, 'seen.json'), JSON.stringify({url, opened, markup, numbers, ...heard, ...looked}));
});
