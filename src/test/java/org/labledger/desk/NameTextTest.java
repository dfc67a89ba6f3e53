package org.labledger.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void namesAreAlikeWhateverCaseSpacesPunctuationAndMarks() {
        assertTrue(Words.areAlike("Open AI", "OpenAI"));
        assertTrue(Words.areAlike("Jérémie  Harris", "jeremie harris"));
        assertTrue(Words.areAlike("Leike, Jan", "Jan Leike"));
        assertTrue(Words.areAlike("ＯｐｅｎＡＩ", "openai"));
        assertTrue(Words.areAlike("揚·萊克", "揚萊克"));
    }

    @Test
    void namesAreAlikeIfALetterDiffersButNotADigit() {
        assertTrue(Words.areAlike("Daniel Kokotajlo", "Daniel Kokotaljo"));
        assertTrue(Words.areAlike("Anthropic", "Antropic"));
        assertFalse(Words.areAlike("Series round 7", "Series round 8"));
        assertFalse(Words.areAlike("Axios", "Axioo"));
        assertFalse(Words.areAlike("王小明", "王大明"));
        assertFalse(Words.areAlike("…", "—"));
    }

    @Test
    void aSlugIsInKebabCase() {
        assertEquals("jan-leike-leaves-openai", Words.kebab("Jan Leike leaves OpenAI!"));
        assertEquals("altmans-post-and-gadzetomania", Words.kebab("Altman’s post & Gadżetomania"));
        assertEquals("", Words.kebab("揚·萊克"));
    }
}
