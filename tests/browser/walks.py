"""Ways through the pages that several browser tests take."""

from collections.abc import AsyncIterator, Mapping

from playwright.async_api import Page


async def question(page: Page) -> str | None:
    form = page.locator("form[data-question]")
    return await form.get_attribute("data-question") if await form.count() else None


async def press(page: Page, button: str) -> None:
    await follow(page, f"main button[name=do][value={button}]")


async def follow(page: Page, selector: str) -> None:
    """A click is over before the page that it leads to is there."""
    async with page.expect_navigation():
        await page.click(selector)


async def choose(page: Page, *options: str) -> None:
    for option in options:
        await page.check(f"input[name=answer][value={option}]")


async def tab_to(page: Page, selector: str) -> None:
    """By the keyboard alone, as far as it takes from wherever the focus is."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector} on {page.url}")


async def answer_by_keyboard(page: Page, options: tuple[str, ...]) -> None:
    """No options: the question is skipped. Radio buttons are one stop of the Tab key; arrows move inside them."""
    if not options:
        await tab_to(page, "button[value=skip]")
    elif await page.locator("textarea").count():
        await tab_to(page, "textarea")
        await page.keyboard.type(options[0])
        await tab_to(page, "button[value=continue]")
    elif await page.locator("input[type=checkbox]").count():
        for option in options:
            await tab_to(page, f"input[value={option}]")
            await page.keyboard.press("Space")
        await tab_to(page, "button[value=continue]")
    else:
        await tab_to(page, "input[type=radio]")
        await page.keyboard.press("Space")
        while not await page.evaluate("value => document.activeElement.value === value", options[0]):
            await page.keyboard.press("ArrowDown")
        await tab_to(page, "button[value=continue]")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def whole_survey_by_keyboard(page: Page, answers: Mapping[str, tuple[str, ...]]) -> None:
    while True:
        asked = await question(page)
        if asked is not None:
            await answer_by_keyboard(page, answers.get(asked, ()))
        elif await page.locator("form[data-check]").count():
            await tab_to(page, "button[value=continue]")
            async with page.expect_navigation():
                await page.keyboard.press("Enter")
        else:
            return


async def every_kind_of_page(page: Page, language: str) -> AsyncIterator[str]:
    """Stops at each kind of page that a respondent can see, and says which it is."""
    await page.goto(f"/?lang={language}")
    yield "start"
    await page.goto(f"/s/fft?place=ward-7&lang={language}")
    yield "first question"
    await press(page, "continue")
    yield "choice with an error"
    await choose(page, "good")
    await press(page, "continue")
    yield "text"
    await page.goto(f"/?lang={language}")
    yield "start, with answers to carry on with"
    async for kind in _patient_pages(page, language):
        yield kind
    async for kind in _pages_beside(page, language):
        yield kind


async def _patient_pages(page: Page, language: str) -> AsyncIterator[str]:
    await page.goto(f"/s/patient?lang={language}")
    while (asked := await question(page)) != "equality-opt-in":
        if asked == "needs-unmet":
            yield "several choices"
            await choose(page, "food", "none")
            await press(page, "continue")
            yield "several choices with an error"
            await page.uncheck("input[value=none]")
            await press(page, "continue")
        elif asked == "overall-why":
            await page.fill("textarea", "x" * 200 + "\nThe nurse was kind. نرس مہربان تھی۔")
            await press(page, "continue")
        elif asked is not None:
            await press(page, "skip")
        else:
            yield "check"
            await press(page, "continue")
    yield "opt-in"
    await choose(page, "yes")
    await press(page, "continue")
    yield "ethnic group"
    await choose(page, "asian")
    await press(page, "continue")
    yield "ethnicity"
    await press(page, "stop")
    yield "thank you"
    await page.goto(f"/s/patient/overall?lang={language}")
    yield "closed"


async def _pages_beside(page: Page, language: str) -> AsyncIterator[str]:
    await page.goto(f"/s/fft?lang={language}")
    await press(page, "stop")
    yield "stopped"
    receipt = await page.inner_text("[data-receipt]")
    for address in ("/help-now", "/privacy", "/updates", "/nothing-here"):
        await page.goto(f"{address}?lang={language}")
        yield address
    await page.goto(f"/withdraw?lang={language}")
    yield "withdraw"
    await press(page, "continue")
    yield "withdraw with an error"
    await page.fill("#receipt", receipt)
    await press(page, "continue")
    yield "withdraw, asked once more"
    await press(page, "delete")
    yield "withdrawn"
    await page.goto(f"/kiosk/ward-7?lang={language}")
    yield "tablet"
    await follow(page, "main a.nhsuk-action-link")
    await choose(page, "good")
    await press(page, "continue")
    await press(page, "stop")
    yield "tablet, stopped"
