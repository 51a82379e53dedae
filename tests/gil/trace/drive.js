// Runs in the page after its own script: uses it as a person would, and notes what it saw.
"use strict";
const seen = [];
const note = (what, value) => seen.push(`${what}: ${value}`);
const box = canvas.getBoundingClientRect();
const at = (type, x, y, more = {}) => canvas.dispatchEvent(new (type === "wheel" ? WheelEvent : PointerEvent)(type,
  { clientX: box.left + x, clientY: box.top + y, bubbles: true, cancelable: true, ...more }));
const key = name => canvas.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));

// The kinds of color in a lane, by pixels.
function colorsOf(row) {
  const ratio = window.devicePixelRatio || 1, kinds = new Set();
  const pixels = pen.getImageData(NAMES * ratio, (AXIS + row * LANE + LANE / 2) * ratio, (width - NAMES) * ratio, 1).data;
  const names = { "27,158,119": "run", "230,118,43": "wait", "195,202,212": "block" };
  for (let i = 0; i < pixels.length; i += 4) kinds.add(names[`${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`]);
  return [...kinds].filter(Boolean).sort().join(" ");
}

// The first stretch of that kind.
function first(row, kind) {
  let found = null;
  stretches(lanes[row], -Infinity, Infinity, (k, from, to) => { if (k === kind) found ??= [from, to]; });
  return found;
}

// What the tip says of the middle of it.
function tipOf(row, kind) {
  const [from, to] = first(row, kind), middle = (from + to) / 2;
  let text = "";
  show(middle - 100, middle + 100);
  at("pointermove", NAMES + (width - NAMES) / 2, AXIS + row * LANE + LANE / 2);
  text = $("tip").textContent;
  key("0");
  return text.split("\n").map(line => line.replace(/^at .*/, "at T, for T").replace(/^from .* \([a-z]+\)$/, "from X").replace(/.*\//, "").replace(/[0-9]+$/, "N")).join(" | ");
}

try {
  note("title", document.title.replace(/[0-9.]+ m?s$/, "T"));
  note("settings", $("settings").textContent.replace(/process.*/, ""));
  note("lanes", lanes.map(lane => lane.name).join(", "));
  note("rows", [...$("threads").rows].map(row => row.cells.length).join(" "));
  note("numbers", !/NaN|undefined|Infinity|\s-[0-9]/.test(document.body.innerText));
  if (several) {
    const kinds = row => { // in the narrow band of a process
      const ratio = window.devicePixelRatio || 1;
      return [...pen.getImageData(NAMES * ratio, (AXIS + row * LANE + LANE - 6) * ratio, (width - NAMES) * ratio, 1).data];
    };
    note("processes", processes.map(p => p.process_name || p.program).sort().join(", "));
    note("each has its row", processes.every(p => { const i = rows.findIndex(row => row.process === p); return rows[i].count === undefined && rows[i + 1] === p.lanes[0]; }));
    note("band of a process", kinds(0).join().includes("27,158,119"));
    note("rows of processes", $("processes").rows.length > processes.length + 2);
    note("held at the same time", togetherTimes()[2] > 0);
    note("times add up", Math.abs(togetherTimes().reduce((sum, t) => sum + t) - end) < 1);
    at("pointermove", 20, AXIS + LANE / 2);
    note("tip of a process", $("tip").textContent.replace(/[0-9.]+/g, "N").replace(/ (ms|s)$/, " T").replace("\n", " | "));
  } else {
    note("no table of processes", getComputedStyle($("processes")).display);
  }
  const turns = lanes.reduce((sum, lane) => sum + lane.count, 0);
  note("turns", turns > 60000 ? "more than 60,000" : turns > 10);
  const balance = lanes.every(lane => {
    let sum = 0;
    stretches(lane, -Infinity, Infinity, (kind, from, to) => { sum += to - from; });
    return Math.abs(sum - (lane.end - lane.begin)) < 1;
  });
  note("stretches fill each life", balance);
  for (const kind of lanes.length > 3 && !several ? ["run", "wait", "block"] : []) {
    const [from, to] = first(1, kind);
    show(from, to);
    draw();
    note(`pixels of ${kind}`, colorsOf(1).includes(kind));
  }
  key("0");
  const all = stop - start;
  key("+");
  note("zoomed by key", stop - start < all);
  at("wheel", width / 2, 40, { deltaY: -500 });
  const near = stop - start, before = start;
  note("zoomed by wheel", near < 0.6 * all * 0.7);
  at("pointerdown", width / 2, 40, { pointerId: 1 });
  at("pointermove", width / 2 - 50, 40, { pointerId: 1 });
  at("pointerup", width / 2 - 50, 40, { pointerId: 1 });
  note("moved", start > before && Math.abs(stop - start - near) < 1);
  for (let i = 0; i < 100; i++) key("ArrowRight");
  note("stays inside", stop <= end + 1 && start >= 0);
  for (let i = 0; i < 100; i++) key("+");
  note("finest", stop - start >= 20);
  for (let i = 0; i < 100; i++) key("-");
  note("widest", Math.abs(stop - start - all) < 1);
  if (lanes.length > 3 && !several) {
    note("tip run", tipOf(1, "run"));
    note("tip wait", tipOf(1, "wait"));
    note("tip block", tipOf(1, "block"));
    let arrows = 0;
    for (const lane of lanes) for (let i = 0; i < lane.count; i++) arrows += giverOf(lane, i) !== null;
    note("arrows", arrows > 5 && arrows === [...$("causes").rows].slice(1).reduce((sum, row) => sum + Number(row.cells[1].textContent.replace(",", "")), 0));
  }
  at("pointermove", 5, 5);
  note("no tip", $("tip").style.display);
} catch (error) {
  note("error", error.stack);
}
const list = document.createElement("pre");
list.id = "seen";
list.textContent = "\n" + seen.join("\n") + "\n";
document.body.appendChild(list);
