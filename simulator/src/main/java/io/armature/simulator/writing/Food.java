package io.armature.simulator.writing;

import java.util.Arrays;
import java.util.Set;

/**
 * A food as eaten; protein, carbohydrate, fat in grams and sodium in milligrams per 100 g (see {@code foods.csv}).
 *
 * @param moments when one eats it, by {@link Moment#letter()}
 * @param eats the strictest diet that eats it
 * @param allergens groups such as {@code dairy}, {@code treenut}
 * @param measure a household measure of {@code measureGrams}
 * @param mostGrams the most that one eats at once
 */
record Food(
        String name,
        Role role,
        String moments,
        Diet eats,
        Set<String> allergens,
        double protein,
        double carbs,
        double fat,
        double sodium,
        String measure,
        double measureGrams,
        double mostGrams) {
    Food {
        if (name.isBlank() || measureGrams <= 0 || mostGrams < measureGrams || protein + carbs + fat > 101) {
            throw new IllegalArgumentException("foods.csv: the line of '" + name
                    + "' cannot be: a measure above 0 g, at most 100 g of protein, carbohydrate and fat in 100 g");
        }
    }

    /** What a food gives a meal first of all. */
    enum Role {
        PROTEIN,
        CARBS,
        QUICK_CARBS,
        FRUIT,
        VEGETABLE,
        FAT,
        SALT;

        static Role of(String letter) {
            return values()["pcquvfx".indexOf(letter)];
        }
    }

    /** From the strictest to the freest; each eats also what the stricter eat. */
    enum Diet {
        VEGAN,
        VEGETARIAN,
        PESCATARIAN,
        OMNIVORE;

        static Diet of(String name) {
            return Arrays.stream(values())
                    .filter(diet -> diet.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElse(OMNIVORE);
        }
    }

    boolean fits(Diet diet) {
        return eats.compareTo(diet) <= 0;
    }

    boolean isFor(Moment moment) {
        return moments.indexOf(moment.letter()) >= 0;
    }

    /** Energy per 100 g, kcal: 4 per gram of protein and carbohydrate, 9 of fat, as the blueprint counts it. */
    double energy() {
        return 4 * protein + 4 * carbs + 9 * fat;
    }

    /** How much of its energy comes from protein (0), carbohydrate (1) or fat (2), 0 to 1. */
    double energyShare(int index) {
        return (index == 2 ? 9 : 4) * macro(index) * 100 / (energy() + 1);
    }

    /** By the name alone, which is quick and differs enough. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Grams of protein (0), carbohydrate (1) or fat (2) in one gram. */
    double macro(int index) {
        double in100 = switch (index) {
            case 0 -> protein;
            case 1 -> carbs;
            case 2 -> fat;
            default -> throw new IllegalArgumentException("there are three macros, 0 to 2, not " + index);
        };
        return in100 / 100;
    }
}
