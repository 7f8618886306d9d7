// Remembers which boxes are open, so that a page that loads again, after a run of the checker, is as it was left.
// Without it, or where storage is refused, the boxes open and close as before. Nothing leaves the browser.
(function () {
    'use strict';

    const page = window.location.pathname.split('/').pop() || 'index.html';
    const key = 'socket-workbook.open.' + page;

    function remembered() {
        try {
            const names = JSON.parse(window.localStorage.getItem(key));
            return Array.isArray(names) ? names : [];
        } catch (_) {
            return [];
        }
    }

    function remember(names) {
        try {
            window.localStorage.setItem(key, JSON.stringify(names));
        } catch (_) {
            // Then the boxes are closed when the page loads the next time.
        }
    }

    // A box is called by its question, and what was seen in a check by the check: what is added before it does not
    // change that. The sections of the checks have a script of their own.
    const boxes = [];
    document.querySelectorAll('main details:not(.check)').forEach(function (box) {
        const summary = box.querySelector('summary');
        const section = box.closest('details.check');
        const check = section ? section.querySelector('[id]').id + ': ' : '';
        const words = check + (summary ? summary.textContent.trim() : '');
        const same = boxes.filter(function (other) { return other.words === words; }).length;
        boxes.push({ box: box, words: words, name: same ? words + ' ' + (same + 1) : words });
    });

    // What is remembered of a box that is not there now, as of a check that passes, stays.
    function save() {
        const gone = remembered().filter(function (name) {
            return boxes.every(function (each) { return each.name !== name; });
        });
        const open = boxes.filter(function (each) { return each.box.open; });
        remember(gone.concat(open.map(function (each) { return each.name; })));
    }

    const before = remembered();
    boxes.forEach(function (one) {
        if (before.indexOf(one.name) >= 0) {
            one.box.open = true;
        }
        one.box.addEventListener('toggle', save);
    });
})();
