'use strict';
// Makes tables sortable and searchable. Without it the page is whole, only less handy.

(() => {
    const language = document.documentElement.lang;
    const collator = new Intl.Collator(language, {numeric: true, sensitivity: 'base'});
    const directions = ['ascending', 'descending', 'none'];

    const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase(language);
    const rowsOf = table => [...table.tBodies[0].rows];
    const isBand = row => row.classList.contains('band');

    // What a cell is sorted by: its value, else the number or the first words in it.
    function keyOf(cell, kind) {
        const words = (cell.querySelector('bdi') ?? cell).textContent.trim();

        if (kind === 'text')
            return words;
        return Number.parseFloat(cell.dataset.value ?? words.replace('<', '')); // NaN: nothing is known
    }

    function compare(a, b, kind, sign) {
        if (kind === 'text')
            return sign * collator.compare(a, b);
        if (Number.isNaN(a) || Number.isNaN(b)) // what is not known comes last either way
            return Number.isNaN(a) - Number.isNaN(b);
        return sign * (a - b);
    }

    // Bands head the rows of a section; they make sense only in the order of the sections, and while
    // one of their rows is there.
    function showBands(table) {
        const sorted = table.classList.contains('sorted');
        let band = null;

        for (const row of rowsOf(table)) {
            if (isBand(row)) {
                band = row;
                band.hidden = true;
            } else if (band && !sorted && !row.hidden) {
                band.hidden = false;
            }
        }
    }

    function sort(table, head, direction) {
        const body = table.tBodies[0];
        const {cellIndex} = head;
        const kind = head.dataset.sort;
        const sign = direction === 'descending' ? -1 : 1;
        const rows = rowsOf(table);

        for (const other of table.tHead.rows[0].cells)
            other.removeAttribute('aria-sort');
        table.classList.toggle('sorted', direction !== 'none');
        if (direction === 'none') {
            rows.sort((a, b) => a.dataset.place - b.dataset.place);
        } else {
            head.setAttribute('aria-sort', direction);
            const keys = new Map(rows.filter(row => !isBand(row))
                .map(row => [row, keyOf(row.cells[cellIndex], kind)]));
            rows.sort((a, b) => isBand(b) - isBand(a) || (isBand(a) ? 0 :
                compare(keys.get(a), keys.get(b), kind, sign)) || a.dataset.place - b.dataset.place);
        }
        body.append(...rows);
        showBands(table);
    }

    function makeSortable(table) {
        rowsOf(table).forEach((row, place) => {
            row.dataset.place = place;
        });
        for (const head of table.tHead.rows[0].cells) {
            if (!head.dataset.sort)
                continue;
            const button = document.createElement('button');

            button.type = 'button';
            button.append(...head.childNodes);
            button.addEventListener('click', () => {
                const now = head.getAttribute('aria-sort') ?? 'none';

                sort(table, head, directions[(directions.indexOf(now) + 1) % directions.length]);
            });
            head.append(button);
        }
    }

    function search(table, input, found) {
        const words = fold(input.value).split(/\s+/).filter(Boolean);
        const rows = rowsOf(table).filter(row => !isBand(row));
        let shown = 0;

        for (const row of rows) {
            const text = fold(row.textContent);

            row.hidden = !words.every(word => text.includes(word));
            shown += !row.hidden;
        }
        showBands(table);
        found.textContent = table.dataset.found.replace('{count}', shown)
            .replace('{total}', rows.length);
    }

    function makeSearchable(table, number) {
        const box = document.createElement('div');
        const label = document.createElement('label');
        const input = document.createElement('input');
        const found = document.createElement('output');

        box.className = 'search';
        input.type = 'search';
        input.id = `search-${number}`;
        input.autocomplete = 'off';
        label.htmlFor = input.id;
        label.textContent = table.dataset.search;
        found.htmlFor = input.id;
        found.setAttribute('aria-live', 'polite');
        box.append(label, input, found);
        table.closest('.frame').before(box);
        input.addEventListener('input', () => search(table, input, found));
        search(table, input, found);
    }

    document.querySelectorAll('table').forEach((table, number) => {
        if (table.dataset.tools.includes('sort'))
            makeSortable(table);
        if (table.dataset.tools.includes('search'))
            makeSearchable(table, number);
    });
})();
