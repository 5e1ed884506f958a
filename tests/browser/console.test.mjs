// What a person does with the console, in a real browser, and what a hostile page or program may not do.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { request } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { patience, startBrowser, startDemo } from "./demo.mjs";

const { source: axeSource } = createRequire(import.meta.url)("axe-core");
const pictures = process.env.ISPO_SCREENSHOTS;

let demo, browser, context, page, complaints;

before(async () => {
  [demo, browser] = await Promise.all([startDemo(), startBrowser()]);
  if (pictures) await mkdir(pictures, { recursive: true });
});
after(async () => {
  await browser?.close();
  const how = await demo?.stop();
  assert.deepEqual(how, { code: 0, signal: null }, "the demo stops by itself when asked");
});

async function open(options = {}) {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: "light", ...options });
  context.setDefaultTimeout(patience);
  page = await context.newPage();
  complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (line) => { if (line.type() === "error") complaints.push(line.text()); });
  await page.goto(demo.url);
}
beforeEach(() => open());
afterEach(() => assert.deepEqual(complaints, [], "the page runs without errors and keeps its content security policy"));

const answers = () => page.locator("article.bot:not(.welcome):visible");
const clock = () => page.locator("#now").getAttribute("datetime");

// Does something and waits for exactly one more message of the bot.
async function answered(act) {
  const count = await answers().count();
  await act();
  await answers().nth(count).waitFor();
  await page.locator("body:not(.busy)").waitFor();
  return answers().nth(count);
}
const say = (text) => answered(async () => {
  await page.fill("#question", text);
  await page.press("#question", "Enter");
});
const tried = (line) => answered(() => page.locator(`.welcome button[data-line="${line}"]`).click());

async function picture(name) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

async function violations() {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() => globalThis.axe.run(document));
  return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
}

describe("asking", () => {
  test("a typed command is answered with words, verdicts, buttons and the age of its data", async () => {
    const answer = await say("/ispo ready payments-api");
    assert.match(await answer.locator(".headline").first().innerText(), /^payments-api/);
    assert.match(await answer.locator(".status").first().innerText(), /yes|partly|no|unknown/);
    assert.match(await answer.locator(".as-of").last().innerText(), /^Data as of .*2026.* UTC · sample data$/);
    assert.ok((await answer.locator("button[data-line]").count()) > 0);
    await picture("ready-light");
  });

  test("a mention, a command without its slash and the direct message are the same question", async () => {
    const typed = await (await say("/ispo ready payments-api")).locator(".headline").first().innerText();
    assert.equal(await (await say("@ispo ready payments-api")).locator(".headline").first().innerText(), typed);
    await page.click('button[data-channel="dm"]');
    assert.equal(await (await say("ready payments-api")).locator(".headline").first().innerText(), typed);
  });

  test("an example is one click, and a button inside its answer leads on to a chart with its numbers", async () => {
    const answer = await tried("ready payments-api");
    const history = await answered(() => answer.getByRole("button", { name: /^History/ }).click());
    const drawing = history.locator("svg[role=img]");
    assert.ok((await drawing.getAttribute("aria-label")).length > 10, "the finding stands as text");
    assert.ok((await drawing.locator("circle").count()) > 1);
    await history.locator("figure summary").click();
    assert.ok((await history.locator("figure table tbody tr").count()) > 1);
    await picture("history-light");
  });

  test("details open below the answer", async () => {
    const answer = await tried("ready payments-api");
    await answer.locator("summary").first().click();
    assert.equal(await answer.locator("details table tbody tr").count(), 27);
  });

  test("plain words are understood, and the answer says how", async () => {
    const answer = await say("how ready is payments-api?");
    assert.match(await answer.locator(".reading").innerText(), /^I read this as: .*payments-api/);
    assert.match(await answer.locator(".headline").first().innerText(), /^payments-api/);
  });

  test("what was read is changed where one types", async () => {
    const answer = await say("how ready is payments-api?");
    await answer.getByRole("button", { name: /^Change what I read: readiness of payments-api/ }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#question:focus").waitFor();
    assert.equal(await page.inputValue("#question"), "ready payments-api");
    const changed = await answered(async () => {
      await page.fill("#question", (await page.inputValue("#question")).replace("payments-api", "search-service"));
      await page.press("#question", "Enter");
    });
    assert.match(await changed.locator(".headline").first().innerText(), /^search-service/);
    assert.equal(await changed.locator(".reading, .change").count(), 0, "a command is not read in any way");
    // What one alone saw is not asked before everybody after a change.
    const alone = await say("/ispo how ready is payments-api?");
    await alone.getByRole("button", { name: /^Change what I read/ }).click();
    assert.equal(await page.inputValue("#question"), "/ispo ready payments-api");
    await page.fill("#question", "");
  });

  test("a search finds repositories in a table", async () => {
    const answer = await say("find payments");
    assert.match(await answer.locator("tbody").innerText(), /payments-api/);
    await picture("find-light");
  });

  test("a misspelt name is met with choices that work", async () => {
    const answer = await say("/ispo ready paymets-api");
    const choice = answer.locator("button[data-line]").filter({ hasText: "payments-api" }).first();
    const chosen = await answered(() => choice.click());
    assert.match(await chosen.locator(".headline").first().innerText(), /^payments-api/);
  });

  test("help says what can be asked", async () => {
    const answer = await tried("help");
    assert.ok((await answer.locator("button[data-line]").count()) >= 2);
    await picture("help-light");
  });

  test("a form is sent as what was pressed, not as a line that nobody typed", async () => {
    const answer = await say("/ispo settings edit");
    const saved = await answered(() => answer.locator('form button[type="submit"]').click());
    assert.match(await saved.locator(".headline").first().innerText(), /^Saved/);
    assert.match(await page.locator("article.person:visible").last().innerText(), /My settings: Save$/);
  });

  test("an empty question is answered, not ignored", async () => {
    assert.ok((await (await say("   ")).innerText()).length > 20);
  });

  test("what was said in one channel stays there", async () => {
    await tried("help");
    await page.click('button[data-channel="payments-dev"]');
    assert.equal(await answers().count(), 0);
    assert.equal(await page.locator("h1").innerText(), "#payments-dev");
    await page.click('button[data-channel="innersource"]');
    assert.equal(await answers().count(), 1);
  });
});

describe("who may see what", () => {
  test("a guest is refused with a reference to quote", async () => {
    await page.getByText("Ruth Quillard").click();
    const answer = await say("/ispo ready payments-api");
    assert.equal(await answer.locator(".answer.refused").count(), 1);
    assert.match(await answer.locator(".reference").innerText(), /^Ref \w{8}$/);
    assert.equal(await answer.locator(".steps").count(), 0);
    await picture("refusal-light");
  });

  test("a guest is offered only what is answered", async () => {
    const offered = () => page.locator(".welcome button[data-line]:visible").allInnerTexts();
    assert.ok((await offered()).length > 3);
    await page.getByText("Ruth Quillard").click();
    assert.deepEqual(await offered(), ["help"]);
    const refused = await say("/ispo ready payments-api");
    for (const answer of [await tried("help"), refused])
      for (const button of await answer.locator("button[data-line]").all()) {
        const led = await answered(() => button.click());
        assert.equal(await led.locator(".answer.refused").count(), 0, `${await button.innerText()} is refused`);
      }
    await page.getByText("Mara Lindgrau").first().click();
    assert.ok((await offered()).length > 3);
  });

  test("a guest is in no channel of colleagues, and reads nothing of what they asked there", async () => {
    const shown = () => page.locator("[data-channel][data-name]:visible").evaluateAll((all) => all.map((each) => each.dataset.channel));
    const current = () => page.locator('[data-channel][aria-current="true"]').getAttribute("data-channel");
    await page.click("#inspect");
    const everywhere = await shown();
    await page.getByText("Anika").first().click();
    assert.deepEqual(await shown(), everywhere, "every colleague is in all of them");
    await say("ready payments-api");
    await page.getByText("Ruth Quillard").click();
    for (const again of [false, true]) {
      if (again) await page.reload();
      assert.deepEqual(await shown(), ["partners-acme", "dm"]);
      assert.equal(await current(), "partners-acme");
      assert.equal(await page.locator("article:not(.welcome):visible").count(), 0);
      assert.ok(!(await page.locator("#verdict, #panel").allTextContents()).join().includes("payments-api"));
      if (!again) {
        await page.getByText("Anika").first().click();
        assert.equal(await current(), "innersource", "who is in it comes back to it");
        assert.equal(await answers().count(), 1);
        await page.getByText("Ruth Quillard").click();
      }
    }
  });

  test("a channel with outsiders gets no repository details", async () => {
    await page.click('button[data-channel="partners-acme"]');
    const answer = await say("@ispo ready payments-api");
    assert.equal(await answer.locator(".answer.refused").count(), 1);
    assert.equal(await answer.locator(".steps, table").count(), 0);
    const alone = await say("/ispo ready payments-api");
    assert.match(await alone.locator(".headline").first().innerText(), /^payments-api/, "outsiders read nothing of it");
  });
});

describe("what only the asker sees", () => {
  const marks = () => page.locator("article .only:visible");
  const person = (name) => page.getByText(name).first().click();
  const said = () => page.locator("article:not(.welcome):visible").allInnerTexts();
  const inspected = async () => (await page.locator("#verdict, #panel").allTextContents()).join("\n");
  const secret = "Scores orders for fraud";  // the purpose of a private repository

  test("is marked, stays in its channel, and is hidden while somebody else is acted as", async () => {
    await page.click("#inspect");
    const open = await say("@ispo ready fraud-rules");
    assert.doesNotMatch(await open.locator(".headline").first().innerText(), /^fraud-rules/);
    assert.equal(await marks().count(), 0, "what everybody sees has no mark");
    const inspectedOpen = await inspected();
    const alone = await answered(() => open.getByRole("button", { name: /^Show it to me only/ }).click());
    assert.match(await alone.locator(".headline").first().innerText(), /^fraud-rules/);
    assert.deepEqual(await marks().allInnerTexts(), ["Only visible to you", "Only visible to you"], "question and answer");
    assert.equal(await alone.locator(".only").count(), 1);
    const all = await said();
    const inspectedAlone = await inspected();
    assert.ok(inspectedAlone.includes(secret));
    await picture("only-you-light");

    await person("Anika");
    assert.deepEqual(await said(), all.slice(0, 2), "what was asked in the open is still there");
    assert.equal(await inspected(), inspectedOpen, "the inspector shows what is in sight");
    await page.reload();
    assert.deepEqual(await said(), all.slice(0, 2));
    assert.equal(await inspected(), inspectedOpen);

    await person("Mara Lindgrau");
    assert.deepEqual(await said(), all, "it comes back");
    await answers().last().getByRole("button", { name: /^Inspect this answer/ }).click();
    assert.equal(await inspected(), inspectedAlone);
    await page.click('button[data-channel="payments-dev"]');
    assert.deepEqual(await said(), []);
    assert.ok(!(await inspected()).includes("fraud-rules"));
    await page.click('button[data-channel="innersource"]');
    assert.equal(await inspected(), inspectedAlone);
  });

  test("a typed slash command is one, plain words and a mention are not", async () => {
    for (const [text, count] of [["/ispo help", 1], ["/ISPO help levels", 1], ["help", 0], ["@ispo help", 0]]) {
      const answer = await say(text);
      assert.equal(await answer.locator(".only").count(), count, text);
      assert.equal(await page.locator("article.person:visible").last().locator(".only").count(), count, text);
    }
    await person("Anika");
    assert.equal(await answers().count(), 2);
  });

  test("the Block Kit beside it says so too", async () => {
    await page.click("#inspect");
    await page.click("#tab-blocks");
    const type = async () => JSON.parse(await page.locator("#panel").textContent()).response_type;
    await say("/ispo help");
    assert.equal(await type(), "ephemeral");
    await say("@ispo help");
    assert.equal(await type(), "in_channel");
  });

  test("direct messages are each person's own", async () => {
    await page.click("#inspect");
    await page.click('button[data-channel="dm"]');
    await say("ready fraud-rules");
    await page.click("#restart");
    await answered(() => page.click("#confirm-yes"));
    const hers = await said();
    assert.equal(hers.length, 3);
    await person("Ruth Quillard");
    assert.deepEqual(await said(), []);
    assert.ok(!(await inspected()).includes("fraud-rules"));
    assert.equal(await page.locator("#panel").textContent(), "");
    await say("help levels");
    const theirs = await said();
    assert.equal(theirs.length, 2);
    await page.reload();
    assert.deepEqual(await said(), theirs);
    await person("Mara Lindgrau");
    assert.deepEqual(await said(), hers);
  });

  test("an answer or a failure that comes late is shown to who asked, not to who is acted as by then", async () => {
    for (const fails of [false, true]) {
      let release;
      const held = new Promise((resolve) => { release = resolve; });
      await page.route("**/console/ask", async (route) => {
        await held;
        await (fails ? route.abort() : route.continue());
      });
      const before = await page.locator("article").count();
      await page.fill("#question", "/ispo ready fraud-rules");
      await page.press("#question", "Enter");
      await person("Ruth Quillard");
      release();
      await page.locator("article").nth(before + 1).waitFor({ state: "attached" });
      assert.deepEqual(await said(), []);
      assert.ok(!(await page.locator("#verdict").textContent()).includes("fraud-rules"));
      await person("Mara Lindgrau");
      assert.equal((await said()).length, fails ? 4 : 2);
      await page.unroute("**/console/ask");
    }
    complaints.length = 0;  // the browser itself notes the failed call
  });

  test("Up brings back what the same person typed, nobody else's", async () => {
    await say("/ispo ready fraud-rules");
    await person("Ruth Quillard");
    await page.press("#question", "ArrowUp");
    assert.equal(await page.inputValue("#question"), "");
    await say("help levels");
    await page.press("#question", "ArrowUp");
    assert.equal(await page.inputValue("#question"), "help levels");
    await person("Mara Lindgrau");
    await page.press("#question", "ArrowUp");
    assert.equal(await page.inputValue("#question"), "/ispo ready fraud-rules");
  });
});

describe("the inspector", () => {
  test("shows the answer as JSON and its exact Block Kit with the validator's verdict", async () => {
    await page.click("#inspect");
    await say("/ispo ready payments-api");
    assert.match(await page.locator("#verdict").innerText(), /valid.*\d+ blocks.*ready payments-api/s);
    assert.equal(JSON.parse(await page.locator("#panel").textContent()).outcome, "done");
    await page.click("#tab-blocks");
    const message = JSON.parse(await page.locator("#panel").textContent());
    assert.ok(message.blocks.length > 3 && message.blocks.every((block) => typeof block.type === "string"));
    await picture("inspector-light");
    await page.click("#inspect-close");
    assert.equal(await page.locator("#inspector").isVisible(), false);
  });

  test("an earlier answer can be looked at again", async () => {
    const first = await tried("help");
    await tried("ready payments-api");
    await first.getByRole("button", { name: /^Inspect this answer/ }).click();
    assert.match(await page.locator("#verdict").innerText(), /Command line: help$/);
    assert.ok(await page.locator("#inspector").isVisible());
  });
});

describe("the inspector and the keyboard", () => {
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className);

  test("the focus goes into it, Escape closes it, and the focus returns to what opened it", async () => {
    const answer = await tried("help");
    await page.locator("#inspect").focus();
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "tab-json");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#inspector").isVisible(), false);
    assert.equal(await focused(), "inspect");
    await answer.getByRole("button", { name: /^Inspect this answer/ }).focus();
    await page.keyboard.press("Enter");
    assert.equal(await focused(), "tab-json");
    await page.click("#inspect-close");
    assert.equal(await focused(), "look");
  });

  test("Escape in the question closes it and goes on typing", async () => {
    await page.click("#inspect");
    await page.locator("#question").focus();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#inspector").isVisible(), false);
    assert.equal(await focused(), "question");
  });

  test("Up brings back what was typed, Down what was begun, also after a reload", async () => {
    await say("/ispo help");
    await say("find payments");
    await page.fill("#question", "begun");
    const typed = async (key) => {
      await page.press("#question", key);
      return await page.inputValue("#question");
    };
    assert.equal(await typed("ArrowUp"), "find payments");
    assert.equal(await typed("ArrowUp"), "/ispo help");
    assert.equal(await typed("ArrowUp"), "/ispo help", "there is nothing before it");
    assert.equal(await typed("ArrowDown"), "find payments");
    assert.equal(await typed("ArrowDown"), "begun");
    await page.reload();
    assert.equal(await typed("ArrowUp"), "find payments");
  });
});

describe("a reload", () => {
  test("keeps the conversation, its buttons and what was asked before", async () => {
    await say("/ispo ready payments-api");
    const before = await answers().last().innerText();
    await page.reload();
    assert.equal(await answers().count(), 1);
    assert.equal(await answers().last().innerText(), before);
    assert.match(await page.locator("article.person:visible").last().innerText(), /ready payments-api/);
    const next = await say("and for search-service?");
    assert.match(await next.innerText(), /search-service/, "the thread goes on");
    await answered(() => answers().first().locator("button[data-line]").first().click());
    await answers().first().getByRole("button", { name: /^Inspect this answer/ }).click();
    assert.match(await page.locator("#verdict").innerText(), /Command line: ready payments-api$/);
  });

  test("leads back to the channel where one was, as the person one was", async () => {
    await page.getByText("Ruth Quillard").click();
    const who = await page.locator('input[name="persona"]:checked').getAttribute("value");
    await page.click('button[data-channel="dm"]');
    await say("help levels");
    await page.reload();
    assert.equal(await page.locator('[data-channel][aria-current="true"]').getAttribute("data-channel"), "dm");
    assert.equal(await page.locator('input[name="persona"]:checked').getAttribute("value"), who);
    assert.equal(await answers().count(), 1, "what was said there is in sight");
    assert.equal(await page.locator(".welcome [data-colleagues]:visible").count(), 0, "a guest is still offered no more");
    await page.evaluate(() => {
      const kept = JSON.parse(sessionStorage.getItem("ispo-conversation"));
      sessionStorage.setItem("ispo-conversation", JSON.stringify({ ...kept, channel: '"],*', persona: '"],*' }));
    });
    await page.reload();
    assert.equal(await page.locator('[data-channel][aria-current="true"]').count(), 1, "what is not there changes nothing");
  });

  test("keeps the newest of a conversation that is too long for the browser", async () => {
    for (const line of ["/ispo ready payments-api", "/ispo ready search-service", "/ispo ready auth-gateway"]) await say(line);
    const size = await page.evaluate(() => sessionStorage.getItem("ispo-conversation").length);
    await page.evaluate((room) => {
      sessionStorage.removeItem("ispo-conversation");
      sessionStorage.setItem("room", "x".repeat(room));
      for (let part = 1 << 20, i = 0; part >= 1024; part >>= 1)
        for (let fits = true; fits; i += 1) try { sessionStorage.setItem(`filler${i}`, "x".repeat(part)); } catch { fits = false; }
      sessionStorage.removeItem("room");
    }, size);
    for (let i = 0; i < 3; i += 1) await say("/ispo ready design-system");
    const last = await answers().last().innerText();
    await page.reload();
    const kept = await answers().count();
    assert.ok(kept > 0 && kept < 6, `${kept} of 6`);
    assert.equal(await answers().last().innerText(), last);
  });

  test("is not stopped by a conversation that cannot be read", async () => {
    await page.evaluate(() => sessionStorage.setItem("ispo-conversation", "{"));
    await page.reload();
    assert.match(await (await say("/ispo help")).innerText(), /ISPO Bot/);
  });
});

describe("the demo clock", () => {
  test("moves forward, and Start again asks first", async () => {
    const start = await clock();
    await answered(() => page.getByRole("button", { name: "+1 week: move the clock forward" }).click());
    assert.equal(Date.parse(await clock()) - Date.parse(start), 7 * 24 * 3600 * 1000);
    const later = await say("/ispo ready payments-api");
    assert.equal(await later.locator(".as-of time").last().getAttribute("datetime"), await clock());

    const moved = await clock();
    await page.click("#restart");
    await picture("confirm-light");
    await page.click("#confirm-no");
    await page.locator("#confirm").waitFor({ state: "hidden" });
    assert.equal(await clock(), moved, "Cancel changes nothing");

    await page.click("#restart");
    await page.keyboard.press("Escape");
    await page.locator("#confirm").waitFor({ state: "hidden" });
    assert.equal(await clock(), moved, "Escape changes nothing");

    await page.click("#restart");
    await answered(() => page.click("#confirm-yes"));
    assert.equal(await clock(), start);
  });
});

describe("without a mouse", () => {
  async function tabTo(selector, key = "Tab") {
    for (let i = 0; i < 80; ++i) {
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${key} never reaches ${selector}`);
  }

  test("a question, the inspector's tabs and another person are reached by keys alone", async () => {
    assert.equal(await page.evaluate(() => document.activeElement.id), "question", "typing works at once");
    await answered(async () => { await page.keyboard.type("/ispo help"); await page.keyboard.press("Enter"); });
    await tabTo("#inspect", "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo("#tab-json");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement.id), "tab-blocks");
    assert.equal(await page.locator("#tab-blocks").getAttribute("aria-selected"), "true");
    assert.ok(JSON.parse(await page.locator("#panel").textContent()).blocks);
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.locator("#tab-json").getAttribute("aria-selected"), "true");
    await page.locator('input[name="persona"]:checked').focus();
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await page.locator('input[name="persona"]:checked').getAttribute("value"), "mara-lindgrau");
  });

  test("a link before everything else skips to the question", async () => {
    await tabTo(".skip", "Shift+Tab");
    assert.ok((await page.locator(".skip").boundingBox()).x >= 0, "it is seen once it has the focus");
    await page.keyboard.press("Enter");
    await page.locator("#question:focus").waitFor();
  });

  test("a dialog takes the focus and gives it back", async () => {
    await page.locator("#restart").focus();
    await page.keyboard.press("Enter");
    assert.ok(await page.evaluate(() => document.querySelector("#confirm").contains(document.activeElement)));
    await page.keyboard.press("Escape");
    await page.locator("#restart:focus").waitFor();
  });
});

describe("how it looks", () => {
  for (const theme of ["light", "dark"])
    test(`axe finds nothing wrong in the ${theme} theme, with answers, a refusal, a chart and the inspector`, async () => {
      await open({ colorScheme: theme });
      assert.equal(await page.locator("html").getAttribute("data-theme"), theme, "the system's wish is the first choice");
      assert.deepEqual(await violations(), [], "as it opens");
      await say("/ispo ready history payments-api");
      await picture(`history-${theme}`);
      const answer = await say("how ready is payments-api?");
      await picture(`ready-${theme}`);
      await answer.locator("summary").first().click();
      await say("/ispo no-such-thing");
      await say("find payments");
      await picture(`find-${theme}`);
      await page.click("#inspect");
      await page.locator("#panel").waitFor();
      assert.deepEqual(await violations(), [], "with the inspector");
      await picture(`inspector-${theme}`);
      await page.click("#restart");
      assert.deepEqual(await violations(), [], "with the dialog");
      await page.click("#confirm-no");
    });

  test("the ends of a table fade into what lies beneath, also where the mouse is", async () => {
    const answer = await say("find payments");
    const beneath = () => answer.evaluate((article) => getComputedStyle(article).backgroundColor);
    const fades = () => answer.locator(".scroll").first().evaluate((table) => getComputedStyle(table).backgroundImage);
    await page.mouse.move(0, 0);
    assert.ok(!(await fades()).includes("rgb(240, 244, 248)"));
    await answer.hover();
    assert.equal(await beneath(), "rgb(240, 244, 248)");
    assert.ok((await fades()).includes(await beneath()), await fades());
  });

  test("the chosen theme outlasts a reload", async () => {
    await page.click("#theme");
    assert.equal(await page.locator("#theme").getAttribute("aria-pressed"), "true");
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  });

  test("a narrow window shows everything without scrolling sideways", async () => {
    await open({ viewport: { width: 360, height: 740 } });
    await say("/ispo ready payments-api");
    await say("/ispo ready history payments-api");
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "no sideways scrolling");
    assert.ok(await page.locator("#question").isVisible());
    const apart = await page.evaluate(() => {
      const words = document.createRange();
      words.selectNodeContents(document.querySelector("h1"));
      const seen = Math.min(words.getBoundingClientRect().right, document.querySelector("h1").getBoundingClientRect().right);
      return document.querySelector("#menu").getBoundingClientRect().left - seen;
    });
    assert.ok(apart >= 8, `the title keeps ${apart} px from the buttons`);
    await picture("narrow-light");
    await page.click("#menu");
    assert.deepEqual(await violations(), [], "with the menu");
    await picture("narrow-menu-light");
    const sees = async (selector) => {
      await page.locator(selector).scrollIntoViewIfNeeded();
      const box = await page.locator(selector).boundingBox();
      return box && box.x >= 0 && box.x + box.width <= 360 && box.y + box.height <= 740;
    };
    for (const selector of ['[data-forward="1 month"]', "#restart", '.personas label:last-of-type', '[data-channel="dm"]'])
      assert.ok(await sees(selector), `${selector} can be reached`);
    await page.keyboard.press("Escape");
    assert.equal(await page.evaluate(() => document.activeElement.id), "menu");
    await page.click("#menu");
    await page.click('[data-channel="dm"]');
    assert.ok(await page.locator("#question").isVisible(), "choosing a channel closes the menu");
    await page.click("#menu");
    await page.locator('input[name="persona"][value="mara-lindgrau"]').focus();
    await page.click("#menu");
    await page.click("#inspect");
    assert.ok(await page.locator("#panel").isVisible());
    assert.deepEqual(await violations(), []);
    await page.click("#inspect-close");
    assert.ok(await page.locator("#question").isVisible());
  });
});

describe("hostile things", () => {
  for (const text of ['<img src=x onerror="globalThis.harmed=1">', '"><script>globalThis.harmed=1</script>', "ready '><svg onload=globalThis.harmed=1>", "find <b>\u202egnp.exe"])
    test(`typed ${JSON.stringify(text)} stays text`, async () => {
      const answer = await say(text);
      const asked = page.locator("article.person:visible").last();
      assert.equal(await asked.locator(".body > p").last().textContent(), text);
      assert.equal(await page.locator("article script, article svg[onload], article b, article img[onerror]").count(), 0);
      assert.equal(await page.evaluate(() => globalThis.harmed), undefined);
      assert.ok((await answer.innerText()).length > 10);
    });

  test("a reply that cannot be drawn is shown as an error, not skipped", async () => {
    await page.route("**/console/ask", (route) => route.fulfill({ json: { headline: "hm", now: "2026-01-05T08:00:00Z" } }));
    assert.match(await (await say("help")).innerText(), /could not be shown.*Whether it was carried out is not known; look before/s);
    assert.equal(await page.locator("article.problem").count(), 1);
  });

  test("only a refusal says that nothing was changed", async () => {
    for (const [status, words] of [[400, /Nothing was changed/], [500, /not known/], [503, /not known/]]) {
      await page.route("**/console/ask", (route) => route.fulfill({ status, json: { error: "No." } }));
      assert.match(await (await say("pause everything")).innerText(), words);
      await page.unroute("**/console/ask");
    }
    complaints.length = 0;  // the browser itself notes the failed calls
  });

  test("a service that is gone is said so, and the next question works", async () => {
    await page.route("**/console/ask", (route) => route.abort());
    const said = await (await say("help")).innerText();
    assert.match(said, /could not be shown.*Whether it was carried out is not known; look before/s);
    assert.doesNotMatch(said, /Nothing was changed/);
    complaints.length = 0;  // the browser itself notes the failed call
    await page.unroute("**/console/ask");
    assert.equal(await (await say("help")).locator(".answer").count(), 1);
  });

  // A plain HTTP call with headers that a browser would not let a page choose.
  const call = (method, path, headers, body = "") => new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port: demo.port, method, path, headers: { "content-length": Buffer.byteLength(body), ...headers } }, (reply) => {
      let text = "";
      reply.on("data", (bytes) => { text += bytes; });
      reply.on("end", () => resolve({ status: reply.statusCode, headers: reply.headers, text }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
  const token = () => page.locator('meta[name="ispo-token"]').getAttribute("content");

  test("calls with a wrong token, origin or host are refused and change nothing", async () => {
    const good = { host: `127.0.0.1:${demo.port}`, origin: `http://127.0.0.1:${demo.port}`, "content-type": "application/json", "x-ispo-token": await token() };
    const start = await clock();
    const body = JSON.stringify({ forward: "1 day" });
    const cases = [
      [403, { "x-ispo-token": "" }],
      [403, { "x-ispo-token": `${good["x-ispo-token"]}x` }],
      [403, { origin: "http://evil.example" }],
      [403, { origin: "null" }],
      [403, { origin: `http://127.0.0.1:${demo.port + 1}` }],
      [421, { host: "evil.example" }],
      [421, { host: `127.0.0.1.evil.example:${demo.port}` }],
    ];
    for (const path of ["/console/clock", "/console/restart", "/console/ask"])
      for (const [status, change] of cases) {
        const reply = await call("POST", path, { ...good, ...change }, body);
        assert.equal(reply.status, status, `${path} with ${JSON.stringify(change)}`);
        assert.ok(JSON.parse(reply.text).error.length > 10, "says why");
      }
    await page.reload();
    assert.equal(await clock(), start);
  });

  test("the page itself is for this machine only and may not be framed or scripted from elsewhere", async () => {
    assert.equal((await call("GET", "/", { host: "evil.example" })).status, 421);
    assert.equal((await call("GET", "/assets/console.js", { host: "evil.example" })).status, 421);
    const { headers } = await call("GET", "/", { host: `localhost:${demo.port}` });
    assert.match(headers["content-security-policy"], /default-src 'self'.*frame-ancestors 'none'/);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["access-control-allow-origin"], undefined);
  });

  test("broken and oversized bodies are refused with a sentence", async () => {
    const good = { host: `127.0.0.1:${demo.port}`, "content-type": "application/json", "x-ispo-token": await token() };
    for (const body of ["", "{", "[]", '"text"', "{".repeat(200)]) {
      const reply = await call("POST", "/console/ask", good, body);
      assert.equal(reply.status, 400, body);
      assert.ok(JSON.parse(reply.text).error.length > 5);
    }
    assert.equal((await call("POST", "/console/ask", good, JSON.stringify({ text: "x".repeat(100_000) }))).status, 413);
    assert.equal((await call("POST", "/console/clock", good, JSON.stringify({ forward: "2020-01-01T00:00:00Z" }))).status, 400, "never backward");
  });
});
