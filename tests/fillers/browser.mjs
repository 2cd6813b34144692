// What both browser drivers share: the form's edition, a server for its files, and Chromium.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import {chromium} from 'playwright-core';

const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);

const types = {
    '.html': 'text/html', '.mjs': 'text/javascript', '.js': 'text/javascript', '.css': 'text/css',
    '.wasm': 'application/wasm', '.pdf': 'application/pdf',
};

export const sleep = milliseconds => new Promise(done => setTimeout(done, milliseconds));

export function readJson(file) {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
}

// What to do in the form: for each value the widget that a person would use, in page order.
// In an edition the inputs stand before the mirrors.
export function planFilling(pdf, values) {
    const edition = readJson(pdf.replace(/\.pdf$/, '.edition.json'));
    const steps = [];

    for (const field of edition.fields) {
        const name = field.id.replaceAll('.', '/');
        const value = values[name];

        if (value === undefined)
            continue;
        const widget = field.widgets.find(w => value === true || w.on === undefined || w.on === value);
        if (widget === undefined)
            throw new Error(`${name} has no widget for ${value}`);
        steps.push({name, value, widget, box: widget.on !== undefined});
    }
    const missing = Object.keys(values).filter(name => !steps.some(step => step.name === name));
    if (missing.length > 0)
        throw new Error(`no field ${missing.join(', ')}`);
    steps.sort((a, b) => a.widget.page - b.widget.page);
    return {edition, steps};
}

// Serves the form as /form.pdf and this folder, which holds node_modules, on a port of its own.
export async function serve(pdf) {
    const server = http.createServer((request, response) => {
        const wanted = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
        const file = wanted === '/form.pdf' ? pdf : path.join(here, wanted);

        fs.readFile(file, (error, data) => {
            response.writeHead(error ? 404 : 200,
                {'Content-Type': types[path.extname(file)] ?? 'application/octet-stream'});
            response.end(error ? '' : data);
        });
    });

    await new Promise(done => server.listen(0, '127.0.0.1', done));
    return {url: `http://127.0.0.1:${server.address().port}`, close: () => server.close()};
}

// Starts Chromium with a profile of its own and opens one page. Playwright's own way of starting it
// would leave out the PDF viewer.
export async function openPage(url, width, height) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'fill-'));
    const flags = ['--headless=new', '--disable-gpu', '--no-first-run', '--disable-sync',
        '--disable-background-networking', '--disable-component-update', '--lang=en-US',
        '--force-device-scale-factor=1', '--remote-debugging-port=0', `--user-data-dir=${profile}`,
        `--window-size=${width},${height}`];

    if (process.getuid() === 0)
        flags.push('--no-sandbox');
    const child = spawn(process.env.CHROMIUM ?? '/usr/bin/chromium', [...flags, 'about:blank'],
        {stdio: ['ignore', 'ignore', 'pipe'], detached: true});
    const stop = () => {
        try {
            process.kill(-child.pid, 'SIGKILL');
        } catch {
            // it is gone already
        }
        fs.rmSync(profile, {recursive: true, force: true, maxRetries: 5});
    };

    process.on('exit', stop);
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.on(signal, () => process.exit(1));
    const browser = await chromium.connectOverCDP(await debuggerAddress(child));
    const page = browser.contexts()[0].pages()[0];

    await page.goto(url); // only now: frames that were there before the connection are not always seen
    return page;
}

function debuggerAddress(child) {
    return new Promise((done, fail) => {
        let said = '';

        child.on('error', fail);
        child.on('exit', code => fail(new Error(`chromium ended with ${code}: ${said}`)));
        child.stderr.on('data', data => {
            said += data;
            const found = said.match(/DevTools listening on (ws:\S+)/);
            if (found)
                done(found[1]);
        });
        setTimeout(() => fail(new Error(`chromium did not start: ${said}`)), 60000).unref();
    });
}

// Types as a person does: what is there is replaced, a line break is the Enter key.
export async function typeText(page, text) {
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    for (const [index, line] of text.split('\n').entries()) {
        if (index > 0)
            await page.keyboard.press('Enter');
        await page.keyboard.type(line);
    }
}

export async function run(main) {
    try {
        await main(process.argv.slice(2));
        process.exit(0);
    } catch (error) {
        console.error(`${path.basename(process.argv[1])}: ${error.message}`);
        process.exit(1);
    }
}
