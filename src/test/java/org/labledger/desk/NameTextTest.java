package org.labledger.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NameTextTest {

    @Test
    void namesAreAlikeWhateverCaseSpacesPunctuationAndMarks() {
        assertTrue(NameText.areAlike("Open AI", "OpenAI"));
        assertTrue(NameText.areAlike("Jérémie  Harris", "jeremie harris"));
        assertTrue(NameText.areAlike("Leike, Jan", "Jan Leike"));
        assertTrue(NameText.areAlike("ＯｐｅｎＡＩ", "openai"));
        assertTrue(NameText.areAlike("揚·萊克", "揚萊克"));
    }

    @Test
    void namesAreAlikeIfALetterDiffersButNotADigit() {
        assertTrue(NameText.areAlike("Daniel Kokotajlo", "Daniel Kokotaljo"));
        assertTrue(NameText.areAlike("Anthropic", "Antropic"));
        assertFalse(NameText.areAlike("Series round 7", "Series round 8"));
        assertFalse(NameText.areAlike("Axios", "Axioo"));
        assertFalse(NameText.areAlike("王小明", "王大明"));
        assertFalse(NameText.areAlike("…", "—"));
    }

    @Test
    void aSlugIsInKebabCase() {
        assertEquals("jan-leike-leaves-openai", NameText.kebab("Jan Leike leaves OpenAI!"));
        assertEquals(
                "altmans-post-and-gadzetomania", NameText.kebab("Altman’s post & Gadżetomania"));
        assertEquals("", NameText.kebab("揚·萊克"));
    }

    @Test
    void aSlugLosesNoLetter() {
        assertEquals("lukasz-kaiser", NameText.slug("Łukasz Kaiser"));
        assertEquals("soren-oegaard-strasse", NameText.slug("Søren Œgaard Straße"));
        assertEquals("nguyen-duc", NameText.slug("Nguyễn Đức"));
        assertEquals("openai", NameText.slug("ＯｐｅｎＡＩ"));
        for (String lost :
                new String[] {"王小明", "OpenAI 王小明", "第3組", "Андрей", "Ωmega", "٢٠٢٤", "サム"}) {
            assertEquals("", NameText.slug(lost), lost);
        }
    }
}
